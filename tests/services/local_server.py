"""What every server of the tests can do: start, stop, be killed, start again."""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import ClassVar, Self

from scripts.ensure_services import Service, find_service
from tests.services.caretaker import Caretaker

HOST = "127.0.0.1"
# Below the ports that systems give to outgoing connections: one of those could else
# take the port of a server that is down for a moment.
PORTS = range(20_000, 32_000)
#: Seconds to start, and to end.
PATIENCE = 30


class ServerDidNotStart(RuntimeError):
    """The server did not answer in time; the end of its log follows."""


def get_free_port() -> int:
    """A port of this machine on which nobody listens."""
    while True:
        # Not random's: pytest-randomly gives every worker the same numbers.
        port = secrets.choice(PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((HOST, port))
            return port


def wait_until(condition, seconds: float, process: subprocess.Popen | None = None):
    """Ask until it holds, the time is up, or the process has ended. Whether it holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline or (process and process.poll() is not None):
            return False
        time.sleep(0.02)
    return True


class LocalServer:
    """One server, started at once. Use it in a ``with``, or call :meth:`close`.

    A subclass names its ``service`` and gives the command; it may prepare files in
    ``folder`` and say more exactly when the server answers.
    """

    service: ClassVar[Service]
    stop_signal: ClassVar[signal.Signals] = signal.SIGTERM
    #: Users, the first that exists, whose server it becomes when root starts it.
    instead_of_root: ClassVar[tuple[str, ...]] = ()

    def __init__(self):
        self.program = find_service(self.service)
        if self.program is None:
            raise ServerDidNotStart(self.service.missing)
        self.user = self._get_user()
        self._caretaker = Caretaker()
        self.folder: Path = self._caretaker.folder
        self.log = self.folder / "log"
        self.port: int | None = None
        self.process: subprocess.Popen | None = None
        try:
            if self.user:
                shutil.chown(self.folder, self.user)
            self.prepare()
            self.start()
            self.prepare_running()
        except BaseException:
            self.close()
            raise

    def _get_user(self) -> str | None:
        if os.geteuid() != 0:
            return None
        known = {entry.pw_name for entry in pwd.getpwall()}
        return next((name for name in self.instead_of_root if name in known), None)

    def prepare(self) -> None:
        """Write what the server needs into ``folder``; once, before the first start."""

    def prepare_running(self) -> None:
        """Tell the server what it needs to know; once, after the first start."""

    def get_command(self) -> list[str | Path]:
        """The command that runs it in the foreground on ``port``."""
        raise NotImplementedError

    def answers(self) -> bool:
        """Whether a client would be served now. Here: whether it takes connections."""
        try:
            socket.create_connection((HOST, self.port), timeout=1).close()
        except OSError:
            return False
        return True

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start it and wait until it answers. After the first time: on the same port,
        with the same data."""
        if self.is_running:
            return
        if self.port is None:
            self._start_anywhere()
        # What a killed server had held may not be free at once.
        elif not wait_until(self._try_to_start, PATIENCE):
            self._give_up()

    def _start_anywhere(self) -> None:
        # Somebody may take the port between the look and the start.
        for _attempt in range(3):
            self.port = get_free_port()
            if self._try_to_start():
                return
        self._give_up()

    def _try_to_start(self) -> bool:
        self._spawn()
        if wait_until(self.answers, PATIENCE, self.process) and self.is_running:
            return True
        self.kill()
        return False

    def _give_up(self) -> None:
        raise ServerDidNotStart(f"{self.service.name}\n{self.read_log()[-4000:]}")

    def _spawn(self) -> None:
        with self.log.open("ab") as log:
            self.process = self.spawn(self.get_command(), log)
        self._caretaker.care_for(self.process)

    def spawn(self, command: list[str | Path], log) -> subprocess.Popen:
        """A process of the server's user that writes to ``log``."""
        as_user = {"user": self.user, "group": self._get_group(), "extra_groups": []}
        return subprocess.Popen(
            command,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            # A Ctrl-C is for the tests; they end their servers themselves.
            start_new_session=True,
            **(as_user if self.user else {}),
        )

    def _get_group(self) -> int | None:
        return pwd.getpwnam(self.user).pw_gid if self.user else None

    def stop(self) -> None:
        """Ask it to end, as one does for an upgrade, and wait for it."""
        if not self.is_running:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
        self._caretaker.care_for(None)

    def kill(self) -> None:
        """End it without a warning, with the processes that it has started."""
        if not self.is_running:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._caretaker.care_for(None)
        wait_until(lambda: not self.answers(), PATIENCE)

    def restart(self) -> None:
        """Stop it and start it again."""
        self.stop()
        self.start()

    def close(self) -> None:
        """End it and remove its data. May be called twice."""
        self.stop()
        self._caretaker.close()

    def read_log(self) -> str:
        """What the server has written so far."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception) -> None:
        self.close()
