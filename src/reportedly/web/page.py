"""What every screen shares: the templates, the words they use, and where a link leads."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from reportedly import screen
from reportedly.nearby import is_partial_date
from reportedly.review import Judged, judged
from reportedly.searches import Search, list_searches
from reportedly.store import Store
from reportedly.version import VERSION
from reportedly.web.desk import Desk, Remembered
from reportedly.web.security import Door

if TYPE_CHECKING:
    from reportedly.api import Case
    from reportedly.web.asking import Filters
    from reportedly.web.reading import Readings

STATIC = Path(__file__).parent / "static"
# The screens by name: the path of each, with {id} for what it shows.
PLACES = {
    "overview": "/",
    "reports": "/reports",
    "report": "/report/{id}",
    "claims": "/claims",
    "claim": "/claim/{id}",
    "brief": "/brief",
    "review": "/review",
    "incidents": "/incidents",
    "incident": "/incident/{id}",
    "dossiers": "/dossiers",
    "dossier": "/dossier/{id}",
    "timeline": "/timeline",
    "map": "/map",
    "actors": "/actors",
    "problems": "/problems",
    "add": "/add",
    "reading": "/reading",
}
# What the head of every page leads to, in the order of use.
MENU = (
    ("overview", "Overview"),
    ("reports", "Reports"),
    ("claims", "Claims"),
    ("incidents", "Incidents"),
    ("dossiers", "Dossiers"),
    ("timeline", "Timeline"),
    ("map", "Map"),
    ("actors", "Actors"),
    ("review", "Review"),
    ("problems", "Problems"),
)
NEEDS_SERVER = ("review",)
# Characters that turn the direction of what follows, or that nobody sees: shown as a sign, never obeyed.
HIDDEN = re.compile(
    "[\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]"
)


class Doors(NamedTuple):
    """What the page asks of the reading tower, which it does not know: handed in by whoever starts it.

    `over` gives the questions of a case over an open store, `open_case` those of a file, `now` the time as ISO 8601,
    `describe_rule` a rule's definition, `read_command` the command line of a process that reads files into a case, for
    a case file and options.
    """

    over: Callable[[Store], Case]
    open_case: Callable[[Path], Case]
    now: Callable[[], str]
    describe_rule: Callable[[str], str]
    read_command: Callable[[Path, dict[str, str]], list[str]]


class Links(Protocol):
    """Where a link to a screen leads."""

    def __call__(self, place: str, item: str | None = None, /, *, anchor: str = "", **query: object) -> str:
        """The address of a screen, with a query and an anchor."""
        ...


def to(place: str, item: str | None = None, /, *, anchor: str = "", **query: object) -> str:
    """The address of a screen on the server."""
    path = PLACES[place].replace("{id}", quote(item or "", safe=""))
    pairs = [(name, str(value)) for name, value in query.items() if value not in (None, "", False)]
    return path + (f"?{urlencode(pairs)}" if pairs else "") + (f"#{quote(anchor)}" if anchor else "")


def shown_address(place: str, filters: Filters) -> str:
    """The address of a list with its filters, as a saved search has it."""
    return to(place, **dict(sorted(filters.asked().items())))


class Office(NamedTuple):
    """What a request needs: the case, the door, the readings going on, and who judges."""

    desk: Desk
    door: Door
    doors: Doors
    readings: Readings
    remembered: Remembered
    who: str
    is_site: bool = False

    @contextmanager
    def _open(self) -> Any:
        with self.desk.store() as store:
            yield self.doors.over(store)

    def case(self) -> AbstractContextManager[Case]:
        """The case, open for questions."""
        return self._open()

    def judged(self, case: Case) -> Judged:
        """What people have judged, as it stands."""
        answer = self.remembered.get(("judged", self.desk.judgements), lambda: judged(case.store))
        if not isinstance(answer, Judged):
            raise TypeError("something else is remembered as what was judged")
        return answer

    def searches(self, case: Case) -> list[Search]:
        """The searches that are kept in the case; none in files that no server answers for."""
        if self.is_site:
            return []
        answer = self.remembered.get(("searches", self.desk.judgements), lambda: list_searches(case.store))
        return answer if isinstance(answer, list) else []


def office(request: Request) -> Office:
    """The office of the app that a request came to."""
    found = request.app.state.office
    if not isinstance(found, Office):
        raise TypeError("the app has no office")
    return found


def show(request: Request, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """A screen, or with htmx the part of it that is asked for."""
    here = office(request)
    common = {
        "here": request.url.path,
        "query": dict(request.query_params),
        "csrf": here.door.secret,
        "case_name": here.desk.path.name,
        "reading": here.readings.current(),
        "who": here.who,
        "is_site": here.is_site,
        "left_out": left_out(request),
        "to": to,
        "asset": asset,
        "part_only": request.headers.get("hx-request") == "true",
        "menu": [item for item in MENU if not here.is_site or item[0] not in NEEDS_SERVER],
    }
    return HTMLResponse(environment().get_template(template).render(common | values), status)


def left_out(request: Request) -> list[str]:
    """What an address asks that makes no sense and is not asked, each in a sentence."""
    days = ((name, request.query_params.get(name, "").strip()) for name in ("since", "until"))
    return [
        f'"{value[:40]}" is no day, and is left out; write it as 2031, 2031-05 or 2031-05-03'
        for _, value in days
        if value and not is_partial_date(value)
    ]


def asset(name: str) -> str:
    """The address of a file of ours; a new version of the program has new addresses."""
    return f"/static/{name}?v={VERSION}"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates. Everything that they write is escaped."""
    made = Environment(
        loader=PackageLoader("reportedly.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {
        "day": screen.day,
        "moment": moment,
        "bounds": screen.bounds,
        "count": screen.count,
        "number": lambda value: f"{value:,}",
        "plain": plain,
        "squeeze": squeeze,
        "words": lambda text: (text or "").replace("_", " "),
        "days": screen.days,
        "toll_name": screen.toll_name,
        "hashed": lambda text: f"{text[:10]}",
    }
    made.globals |= {"version": VERSION}
    return made


def plain(text: str | None) -> str:
    """A text whose hidden characters are shown as ⍰, so that none turns the direction of the page or hides a word."""
    return HIDDEN.sub("⍰", text or "")


def squeeze(text: str | None, most: int = 280) -> str:
    """A text in one line, cut in the middle when it is long."""
    line = " ".join(plain(text).split())
    half = most // 2
    return line if len(line) <= most else f"{line[:half].rstrip()} … {line[-half:].lstrip()}"


def moment(text: str | None) -> str:
    """An ISO date-time as "3 May 2031, 10:00", or a date as a day."""
    if not text:
        return "no date"
    return screen.day(text) + (f", {text[11:16]}" if len(text) > 10 else "")
