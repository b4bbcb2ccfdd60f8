"""The server: a socket of this machine, and uvicorn on it until it is told to end."""

from __future__ import annotations

import errno
import socket

import uvicorn
from starlette.applications import Starlette

from reportedly.errors import ReportedlyError


class ServeError(ReportedlyError):
    """The page cannot be served: the address is taken, or is none of this machine."""


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens, so that the address is known, and taken, before anybody is told of it."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, proto)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        advice = "is taken; choose another with --port" if taken else f"cannot be used ({error.strerror or error})"
        raise ServeError(f"{host} port {port} {advice}") from error
    return listener


def run(app: Starlette, listener: socket.socket) -> None:
    """Answer until Ctrl-C."""
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=3
    )
    uvicorn.Server(config).run(sockets=[listener])
