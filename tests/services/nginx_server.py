"""An nginx of the tests' own."""

import os

from scripts.ensure_services import NGINX
from tests.services.local_server import HOST, LocalServer

FRAME = """\
daemon off;
{user}
pid @FOLDER@/pid;
error_log stderr;
worker_processes 1;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  client_body_temp_path @FOLDER@/body;
  proxy_temp_path @FOLDER@/proxy;
  fastcgi_temp_path @FOLDER@/fastcgi;
  uwsgi_temp_path @FOLDER@/uwsgi;
  scgi_temp_path @FOLDER@/scgi;
{config}
}}
"""


class NginxServer(LocalServer):
    """nginx with ``config`` as what stands in its ``http { … }``.

    In the text ``@PORT@`` is the port to listen on (``listen 127.0.0.1:@PORT@;``) and
    ``@FOLDER@`` a folder that it may write to (``proxy_cache_path @FOLDER@/cache …``).
    """

    service = NGINX

    def __init__(self, config: str):
        self.config = config
        super().__init__()

    def get_command(self):
        # Its workers would else be a user who may not look into the folder.
        user = "user root;" if os.geteuid() == 0 else ""
        text = FRAME.format(user=user, config=self.config)
        text = text.replace("@PORT@", str(self.port))
        file = self.folder / "nginx.conf"
        file.write_text(text.replace("@FOLDER@", str(self.folder)))
        return [self.program, "-p", self.folder, "-c", file, "-e", "stderr"]

    @property
    def url(self) -> str:
        """Address of the site, without a slash at its end."""
        return f"http://{HOST}:{self.port}"
