"""System checks. Each message has an id, a hint, and its place in
``docs/reference/checks.md``. They register themselves."""

from . import (
    base_template,
    database,
    delivery,
    originals,
    production,
    settings,
    share_cards,
    site,
)

__all__ = [
    "base_template",
    "database",
    "delivery",
    "originals",
    "production",
    "settings",
    "share_cards",
    "site",
]
