"""django-eventstream's storages, with a look at the clock after each commit."""

from django_eventstream.storage import DjangoModelStorage, RedisStorage

from ...moments import get_moment

#: The moment of the newest commit (see :func:`benchmarks.moments.get_moment`).
last_commit: dict[str, int] = {}


class TimedModelStorage(DjangoModelStorage):
    def append_event(self, channel, event_type, data):
        event = super().append_event(channel, event_type, data)
        last_commit.update(get_moment())
        return event


class TimedRedisStorage(RedisStorage):
    def append_event(self, channel, event_type, data):
        event = super().append_event(channel, event_type, data)
        last_commit.update(get_moment())
        return event
