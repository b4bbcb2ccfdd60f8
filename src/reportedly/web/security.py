"""What keeps the page safe: who may ask, what a browser may load, and which requests may change something."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import FormData, Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Scripts and styles come from this server's own files, and from nowhere else; nothing inline runs or styles.
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # "no-referrer" would hide the origin of our own forms from the check below
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
LOOPBACK_NAMES = ("localhost",)
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
TOKEN_COOKIE = "reportedly_token"
MOST_FIELDS = 40
MOST_FIELD_BYTES = 6 * 1024 * 1024  # a pasted report; files go to disk and have limits of their own


class Door(NamedTuple):
    """Who may come in. `token` None means that only this machine can reach the server, and needs none.

    `secret` goes into every form of ours; a request that changes something must bring it back.
    """

    secret: str
    token: str | None = None


def make_door(host: str) -> Door:
    """A door for a server bound to `host`: with a token unless only this machine can reach it."""
    return Door(secrets.token_urlsafe(32), None if is_loopback(host) else secrets.token_urlsafe(24))


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    name = host.strip("[]")
    if name.lower() in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


class Guard:
    """The first thing that a request meets. Refuses strangers, and adds the safety headers to every answer."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = refuse(scope, self.door)
        await (refusal or self.app)(scope, receive, send_safely)


def refuse(scope: Scope, door: Door) -> ASGIApp | None:
    """The answer to a request that may not come in; None when it may."""
    headers = Headers(scope=scope)
    if door.token is None:
        # A page of the web that points a name of its own at this machine must not read the case.
        if not is_loopback(_host_name(headers.get("host", ""))):
            return PlainTextResponse("This page answers only to localhost.", 421)
    elif not _has_token(scope, headers, door.token):
        return _ask_for_token(scope, door.token)
    if scope["method"] not in SAFE_METHODS and not is_same_origin(headers):
        return PlainTextResponse("A change must come from this page itself.", 403)
    return None


def _host_name(host: str) -> str:
    return urlsplit(f"//{host}").hostname or ""


def _has_token(scope: Scope, headers: Headers, token: str) -> bool:
    given = Request(scope).cookies.get(TOKEN_COOKIE) or headers.get("authorization", "").removeprefix("Bearer ")
    return hmac.compare_digest(given.encode(), token.encode())


def _ask_for_token(scope: Scope, token: str) -> ASGIApp:
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    given = query.get("token", [""])[0]
    if scope["method"] == "GET" and hmac.compare_digest(given.encode(), token.encode()):
        answer = RedirectResponse(scope["path"], 303)
        answer.set_cookie(TOKEN_COOKIE, token, httponly=True, samesite="strict", path="/")
        return answer
    return PlainTextResponse("Open the address with its token, as the program printed it.", 401)


def is_same_origin(headers: Headers) -> bool:
    """Whether a request comes from a page of this server. A browser says so; a program that says nothing is none."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


async def read_form(request: Request, door: Door, *, most_bytes: int, most_files: int = 0) -> FormData:
    """The fields of a form of ours, of limited size. HTTPException when it is too large or is not ours."""
    _limit(request, most_bytes)
    form = await request.form(max_files=most_files, max_fields=MOST_FIELDS, max_part_size=MOST_FIELD_BYTES)
    given = request.headers.get("x-csrf-token") or form.get("csrf")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), door.secret.encode()):
        await form.close()
        raise HTTPException(403, "This form is not of this page, or is from before a restart; load the page again.")
    return form


def _limit(request: Request, most_bytes: int) -> None:
    """Refuse a body that is too long, by what it says of itself and by what comes."""
    too_long = HTTPException(413, f"That is more than {most_bytes // (1024 * 1024)} MB at once; send it in parts.")
    said = request.headers.get("content-length", "")
    if said.isdigit() and int(said) > most_bytes:
        raise too_long
    receive, seen = request._receive, 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most_bytes:
            raise too_long
        return message

    request._receive = counted
