"""Hints through Redis' publish and subscribe."""

import logging
import threading
import time

from django.core.exceptions import ImproperlyConfigured

from .base import DeliveryBackend, EventListener

try:
    import redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry
except ImportError as error:
    raise ImproperlyConfigured(
        "The Redis backend needs redis-py: pip install 'wagtail-liveconflict[redis]'."
    ) from error

logger = logging.getLogger("wagtail_liveconflict.delivery")

# Seconds. An editor waits for the announcement: short. While Redis is away it
# is not tried at every publication.
_ANNOUNCE_TIMEOUT = 0.5
_REST_AFTER_FAILURE = 5.0
_RECONNECT = 1.0
_LISTEN_TIMEOUT = 1.0


class RedisListener(EventListener):
    """A thread of its own hears the hints, since a client of Redis cannot wait
    for its socket and for something else at once."""

    def __init__(self, client: "redis.Redis", channel: str):
        super().__init__()
        self._client = client
        self._channel = channel
        self._closing = threading.Event()
        self._thread = threading.Thread(
            target=self._hear, name="liveconflict-redis", daemon=True
        )
        self._thread.start()

    def _hear(self):
        with self._client:
            while not self._closing.is_set():
                try:
                    self._listen()
                except Exception as error:  # there must be hints again, whatever it was
                    logger.warning("Redis is away, hints are late: %s", error)
                    self._closing.wait(_RECONNECT)

    def _listen(self):
        with self._client.pubsub(ignore_subscribe_messages=False) as pubsub:
            pubsub.subscribe(self._channel)
            while not self._closing.is_set():
                # The confirmation of the subscription is a hint as well: what came
                # before it was not heard.
                if pubsub.get_message(timeout=_LISTEN_TIMEOUT):
                    self.interrupt()

    def close(self):
        # Its connection is the thread's to close: it may be reading.
        self._closing.set()
        self._thread.join(timeout=2 * _LISTEN_TIMEOUT)


class RedisBackend(DeliveryBackend):
    """``URL``: address of the server, as redis-py takes it. ``CHANNEL``: name of
    the channel; sites that share a server need one each."""

    def __init__(self, URL="redis://127.0.0.1:6379/0", CHANNEL="liveconflict"):
        self.url = URL
        self.channel = CHANNEL
        self._rest_until = 0.0
        self._client = redis.Redis.from_url(
            URL,
            socket_timeout=_ANNOUNCE_TIMEOUT,
            socket_connect_timeout=_ANNOUNCE_TIMEOUT,
            # Once more at once, for a connection that a restart has cut.
            retry=Retry(NoBackoff(), 1),
        )

    def announce(self, page_id):
        if time.monotonic() < self._rest_until:
            return
        try:
            self._client.publish(self.channel, str(page_id))
        except redis.RedisError:
            self._rest_until = time.monotonic() + _REST_AFTER_FAILURE
            raise

    def listen(self):
        client = redis.Redis.from_url(
            self.url, socket_connect_timeout=2, health_check_interval=10
        )
        return RedisListener(client, self.channel)

    def close(self):
        self._client.close()
