"""sse-starlette as its documentation shows it: a generator and a queue a reader."""

import asyncio

from sse_starlette import EventSourceResponse
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from ...moments import get_moment

QUEUES: set[asyncio.Queue] = set()


async def follow():
    queue = asyncio.Queue(maxsize=100)
    QUEUES.add(queue)
    try:
        yield {"comment": "ok"}
        while True:
            yield await queue.get()
    finally:
        QUEUES.discard(queue)


async def stream(request):
    return EventSourceResponse(follow(), sep="\n")


async def publish(request):
    number = request.path_params["number"]
    message = {"id": str(number), "data": (await request.body()).decode()}
    moment = get_moment()
    for queue in QUEUES:
        queue.put_nowait(message)
    return JSONResponse(moment)


application = Starlette(
    routes=[
        Route("/stream/", stream),
        Route("/publish/{number:int}", publish, methods=["POST"]),
    ]
)
