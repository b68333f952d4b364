"""A Varnish of the tests' own."""

import os

from scripts.ensure_services import VARNISH
from tests.services.local_server import HOST, LocalServer


class VarnishServer(LocalServer):
    """Varnish that runs ``vcl`` (the whole text, its ``vcl 4.1;`` included)."""

    service = VARNISH

    def __init__(self, vcl: str):
        self.vcl = vcl
        super().__init__()

    def prepare(self):
        (self.folder / "site.vcl").write_text(self.vcl)

    def get_command(self):
        # The jail that root gets by default is users who may not look into the folder.
        jail = ["-j", "none"] if os.geteuid() == 0 else []
        return [
            *(self.program, *jail, "-F", "-n", self.folder / "varnish"),
            *("-a", f"{HOST}:{self.port}", "-T", "none"),
            *("-f", self.folder / "site.vcl", "-s", "malloc,64m"),
        ]

    @property
    def url(self) -> str:
        """Address of the site, without a slash at its end."""
        return f"http://{HOST}:{self.port}"
