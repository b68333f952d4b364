"""Django Channels with channels-redis: an HTTP consumer in one group.

``BENCHMARK_LAYER`` names the layer: the default one, or the pub/sub one.
"""

import os

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="only-for-benchmarks",  # noqa: S106
    ALLOWED_HOSTS=["*"],
    INSTALLED_APPS=["channels"],
    CHANNEL_LAYERS={
        "default": {
            "BACKEND": os.environ["BENCHMARK_LAYER"],
            "CONFIG": {"hosts": [("127.0.0.1", int(os.environ["BENCHMARK_REDIS"]))]},
        }
    },
)
django.setup()

from channels.generic.http import AsyncHttpConsumer  # noqa: E402
from channels.layers import get_channel_layer  # noqa: E402
from channels.routing import URLRouter  # noqa: E402
from django.urls import path  # noqa: E402

from ...moments import encode, get_moment  # noqa: E402

GROUP = "updates"


class Stream(AsyncHttpConsumer):
    async def http_request(self, message):
        # The base class ends the consumer after handle(); a stream goes on.
        if not message.get("more_body"):
            await self.handle(b"")

    async def handle(self, body):
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.send_headers(
            headers=[
                (b"Content-Type", b"text/event-stream"),
                (b"Cache-Control", b"no-cache"),
            ]
        )
        await self.send_body(b":ok\n\n", more_body=True)

    async def update(self, message):
        await self.send_body(message["text"].encode(), more_body=True)

    async def disconnect(self):
        await self.channel_layer.group_discard(GROUP, self.channel_name)


class Publish(AsyncHttpConsumer):
    async def handle(self, body):
        number = self.scope["url_route"]["kwargs"]["number"]
        text = f"id: {number}\ndata: {body.decode()}\n\n"
        moment = get_moment()
        await get_channel_layer().group_send(GROUP, {"type": "update", "text": text})
        await self.send_response(200, encode(moment))


application = URLRouter(
    [
        path("stream/", Stream.as_asgi()),
        path("publish/<int:number>", Publish.as_asgi()),
    ]
)
