"""The contenders, in the order they run. All are compared with ours (published
in the same process, like most of them) and with the floor in Python."""

from . import ours, rivals
from .server import Contender

FLOOR = "floor"
OURS = "ours"

CONTENDERS = [
    Contender(OURS, "ours", ours.start),
    Contender("ours-other", "ours, other process", ours.start_other_process),
    Contender("ours-redis", "ours, other process, Redis", ours.start_redis),
    Contender("ours-postgres", "ours, other process, PostgreSQL", ours.start_postgres),
    Contender("floor-c", "floor in C (epoll)", rivals.start_floor_c),
    Contender(FLOOR, "floor in Python (asyncio)", rivals.start_floor_asyncio),
    Contender("sse-starlette", "sse-starlette", rivals.start_sse_starlette),
    Contender("channels", "Channels, Redis layer", rivals.start_channels),
    Contender(
        "channels-pubsub", "Channels, Redis pub/sub", rivals.start_channels_pubsub
    ),
    Contender("eventstream", "django-eventstream, SQLite", rivals.start_eventstream),
    Contender(
        "eventstream-redis", "django-eventstream, Redis", rivals.start_eventstream_redis
    ),
]
