"""The Nu HTML checker, which also browsers' makers use. It is a Java program that comes
with npm; where either is missing there is no path."""

import json
import shutil
import subprocess
from pathlib import Path

_JAR = Path(__file__).parent.parent / "node_modules/vnu-jar/build/dist/vnu.jar"
MISSING = "The Nu HTML checker needs Java, and `npm ci` to have been run"


def is_there() -> bool:
    return _JAR.exists() and shutil.which("java") is not None


def find_errors(folder: Path) -> list[str]:
    """Errors in the HTML files of a folder, a line each, with the file's name."""
    command = ["java", "-jar", _JAR, "--format", "json", "--exit-zero-always"]
    run = subprocess.run(
        [*command, "--skip-non-html", folder],
        capture_output=True,
        check=True,
        text=True,
        timeout=200,
    )
    # It writes its findings where errors of the program itself would go.
    return [
        f"{Path(found['url']).name}: {found['message']} {found.get('extract', '')!r}"
        for found in json.loads(run.stderr)["messages"]
        if found["type"] == "error"
    ]
