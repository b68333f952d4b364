"""How many requests reach the origin: one byte in a file for each, so that any
number of processes count together.

Around the application, so that it costs the origin next to nothing; only where
``BENCHMARK_COUNTER`` names the file.
"""

import os


def _open() -> int | None:
    path = os.environ.get("BENCHMARK_COUNTER")
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if path else None


def count_wsgi(application):
    file = _open()
    if file is None:
        return application

    def counted(environ, start_response):
        os.write(file, b"1")
        return application(environ, start_response)

    return counted


def count_asgi(application):
    file = _open()
    if file is None:
        return application

    async def counted(scope, receive, send):
        if scope["type"] == "http":
            os.write(file, b"1")
        await application(scope, receive, send)

    return counted
