"""Asking the application without a server: for the static site, and for measuring."""

from __future__ import annotations

from urllib.parse import unquote

from starlette.types import ASGIApp, Message


async def ask(app: ASGIApp, address: str, host: str = "localhost") -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the answer to a GET of an address such as "/claims?q=army"."""
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", host.encode())],
        "client": ("127.0.0.1", 1),
        "server": (host, 80),
    }
    status, headers, body = 500, dict[str, str](), bytearray()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
            headers.update({name.decode("latin-1"): value.decode("latin-1") for name, value in message["headers"]})
        else:
            body.extend(message.get("body", b""))

    await app(scope, receive, send)
    return status, headers, bytes(body)
