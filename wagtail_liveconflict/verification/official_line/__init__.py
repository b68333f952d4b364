"""Whether the sides have officially confirmed or denied a claim, in the reader's
language. Computed from their positions; it never sets the claim's status."""

from .composition import Grammar, Positions, Side
from .line import GRAMMARS, describe_official_line

__all__ = ["GRAMMARS", "Grammar", "Positions", "Side", "describe_official_line"]
