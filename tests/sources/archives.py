"""Builders of web archives for tests, byte by byte."""

from __future__ import annotations

import gzip

WORDS = (
    "The army of Loka said on Sunday that shells hit the market of Port Sarn and that nine people were killed there. "
    "A spokesman for the front denied this and said its fighters had held the truce since Friday, as both had agreed. "
)


def page(text: str = WORDS, title: str = "Shells hit a market") -> bytes:
    """A page of news with a menu around it."""
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{title}</h1><p>{text}</p><p>{text}</p></article></body></html>"
    ).encode()


def record(
    n: int, content: bytes, *, kind: str = "response", http: str = "Content-Type: text/html", media: str = ""
) -> bytes:
    """A record, of a page with the head of an HTTP answer where it is a response."""
    if kind == "response":
        content = f"HTTP/1.1 200 OK\r\n{http}\r\n\r\n".encode() + content
        media = media or "application/http; msgtype=response"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{n:08}>\r\n"
        f"WARC-Target-URI: https://courier.example/{n}\r\nWARC-Date: 2031-05-04T10:00:00Z\r\n"
        f"Content-Type: {media or 'text/plain'}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Records as crawls keep them, each packed for itself."""
    return b"".join(map(gzip.compress, records))
