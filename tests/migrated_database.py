"""The SQLite database as migrations leave it, made once and copied for each run: to
migrate takes half a minute, and longer than most of what is tested in it."""

import hashlib
import os
import shutil
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

FOLDER = settings.BASE_DIR / "var" / "migrated"
#: What decides how a database comes out, beside the migrations themselves.
DISTRIBUTIONS = ("django", "wagtail")


def take_migrated() -> bool:
    """Put a copy where this run has its database; False where there is none yet."""
    kept = get_path()
    if kept is None or not kept.exists():
        return False
    target = Path(connection.creation._get_test_db_name())
    for ending in ("-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    shutil.copyfile(kept, target)
    return True


def keep_migrated() -> None:
    """Keep a copy of the database, which has just been migrated, for later runs."""
    kept = get_path()
    if kept is None:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    # Its own name first: another worker may be doing the same.
    fresh = kept.with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(fresh)])
    fresh.replace(kept)


def get_path() -> Path | None:
    """Where a database of these very migrations is kept; None for other databases."""
    if connection.vendor != "sqlite":
        return None
    digest = hashlib.sha256(",".join(map(version, DISTRIBUTIONS)).encode())
    for app in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:16]}.sqlite3"
