"""Real servers for tests that need one: PostgreSQL, Redis, nginx, Varnish.

Each class starts a server of its own on a free port of this machine, with its data in
a temporary folder, and ends it. A test can stop it, kill it and start it again on the
same port with the same data. ``fixtures`` has them as fixtures of pytest.
"""

from tests.services.nginx_server import NginxServer
from tests.services.postgres_server import PostgresServer
from tests.services.redis_server import RedisServer
from tests.services.varnish_server import VarnishServer

__all__ = ["NginxServer", "PostgresServer", "RedisServer", "VarnishServer"]
