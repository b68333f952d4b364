"""What a browser of years ago shows of a page. The engines are real ones: see
``scripts.ensure_old_engines``."""

import json
import os
import subprocess
from pathlib import Path
from urllib.parse import quote

from bs4 import BeautifulSoup

from scripts.ensure_old_engines import CHROMIUM_ARGUMENTS, WEBKIT_538, OldEngine

#: Seconds. It takes less than one.
LIMIT = 60
#: Prints what the page has become once it has written its report.
_PHANTOM_SCRIPT = Path(__file__).parent / "phantom_dump.js"


def look(
    engine: OldEngine, site_url: str, path: str, folder: Path, *, scripts=True
) -> dict:
    """What an engine shows of a page of the site, in a window of 1000 by 700: see
    ``testapp/static/testapp/old_engine.js``. What it keeps is kept in ``folder``."""
    url = f"{site_url}/static/testapp/old_engine.html?page={quote(path)}"
    if not scripts:
        url += "&scripts=off"
    if engine is WEBKIT_538:
        command = [f"--local-storage-path={folder}", _PHANTOM_SCRIPT, url]
    else:
        command = [*CHROMIUM_ARGUMENTS, f"--user-data-dir={folder}", url]
    run = subprocess.run(
        [engine.path, *command],
        # It would otherwise read a configuration that is newer than it is.
        env={**os.environ, "OPENSSL_CONF": "/dev/null"},
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    report = BeautifulSoup(run.stdout, "html.parser").find(id="report")
    assert report is not None, run.stderr[-2000:]
    assert report.text, run.stdout[-2000:]
    return json.loads(report.text)
