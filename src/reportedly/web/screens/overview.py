"""The first screen: where versions differ, what is denied, what is new, what could not be read, where to add more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from reportedly.dossiers import Dossier
from reportedly.incidents import origins_among
from reportedly.model import Problem, Run
from reportedly.queries import claims_by_id, versions_of
from reportedly.review import Judged
from reportedly.rows import OWN_VOICE, ClaimRow, Contested, Count, IncidentRow, ReportRow, StatementRow, Version
from reportedly.rows import Change as Turn
from reportedly.web.copies import FETCHED, Folded, fold
from reportedly.web.page import Office, office, show
from reportedly.web.screens.dossiers import all_dossiers
from reportedly.web.screens.incidents import all_incidents, incident_of

if TYPE_CHECKING:
    from reportedly.api import Case

CARDS = 6
SIDES, GIVERS = 10, 4  # numbers on a card, and names under each
FEW = 6
CHANGES = 12
OPPOSING = ("denies", "rejects", "accuses", "admits", "retracts", "withdraws", "doubts")
LOOKED = "reportedly_looked"  # cookie: when the last run began that this browser has seen


class Side(NamedTuple):
    """One number of something, with everybody who gives it: speakers, and outlets that tell it in their own voice.

    `more` give it too.
    """

    version: Version
    givers: Sequence[Version]
    tellers: Sequence[Version]
    more: int


class Card(NamedTuple):
    """A contested figure: its versions side by side, what is denied there, and on how many origins they rest."""

    about: Contested
    sides: Sequence[Side]
    more: int
    denials: Sequence[ClaimRow]
    incident: IncidentRow | None
    reports: int
    origins: int


class Change(NamedTuple):
    """What came in since this browser looked last."""

    since: str
    reports: int
    claims: int
    latest: str
    what: Sequence[Turn]


class OverviewView(NamedTuple):
    """Everything on the first screen."""

    summary: Sequence[Count]
    reports: int
    outlets: int
    cards: Sequence[Card]
    opposing: Sequence[Folded]
    latest: Sequence[ReportRow]
    problems: Sequence[Problem]
    change: Change | None
    latest_run: Run | None
    judged: Judged
    incidents: Sequence[IncidentRow]
    dossiers: Sequence[Dossier]


def overview(request: Request) -> Response:
    """The first screen."""
    here = office(request)
    with here.case() as case:
        view = remembered_view(here, case)
        looked = request.cookies.get(LOOKED, "")
        view = view._replace(change=find_change(case, looked, view.latest_run), judged=here.judged(case))
        searches = here.searches(case)
    return show(request, "overview.html", view=view, searches=searches)


def remembered_view(here: Office, case: Case) -> OverviewView:
    """The first screen, worked out once for each state of the case."""
    view = here.remembered.get("overview", lambda: view_overview(here, case, here.judged(case)))
    if not isinstance(view, OverviewView):
        raise TypeError("something else is remembered as the overview")
    return view


def view_overview(here: Office, case: Case, judged: Judged) -> OverviewView:
    """The first screen of a case."""
    runs = case.runs()
    outlets = case.store.rows("SELECT count(DISTINCT outlet) AS n, count(*) AS m FROM reports", {}, dict[str, int])[0]
    return OverviewView(
        summary=case.summary(),
        reports=outlets["m"],
        outlets=outlets["n"],
        cards=[card(here, case, about) for about in contested_tolls(here, case)[:CARDS]],
        opposing=opposing(case),
        latest=latest_reports(case),
        problems=case.problems(),
        change=None,
        latest_run=max(runs, key=lambda run: (run.started, run.id)) if runs else None,
        judged=judged,
        incidents=[row for row in all_incidents(here, case) if row.reports > 1][:FEW],
        dossiers=all_dossiers(here, case)[:FEW],
    )


def contested_tolls(here: Office, case: Case) -> list[Contested]:
    """Where versions differ, worked out once for each state of the case."""
    found = here.remembered.get("contested", case.contested)
    if not isinstance(found, list):
        raise TypeError("something else is remembered as the contested tolls")
    return found


def card(here: Office, case: Case, about: Contested) -> Card:
    """A contested figure with its versions, and the incident that most of them are about."""
    rows = claims_by_id(case.store, about.claims)
    versions = versions_of(rows)
    sides = side_by_side(versions)
    origins = origins_among(case.store, rows)
    return Card(
        about=about,
        sides=sides[:SIDES],
        more=len(versions) - sum(len(s.givers) + len(s.tellers) + s.more for s in sides[:SIDES]),
        denials=case.claims(only="event", place=about.place, status="denied", limit=3),
        incident=_told_in(here, case, versions),
        reports=len({report for origin in origins for report in origin.reports}),
        origins=sum(origin.how != "unknown" for origin in origins),
    )


def side_by_side(versions: Sequence[Version]) -> list[Side]:
    """Versions by the number they give of the same people, in the order in which each number was first published.

    Nobody stands twice at one number, however often it is repeated.
    """
    groups: dict[tuple[object, ...], dict[str, Version]] = {}
    for version in sorted(versions, key=lambda v: (v.day or "9999", v.said_by.casefold(), v.ids)):
        words = version.words[0].casefold() if version.low is None and version.high is None else ""
        key = (version.low, version.high, words, version.population, version.scope, version.status)
        groups.setdefault(key, {}).setdefault(version.said_by, version)
    return [_side(list(group.values())) for group in groups.values()]


def _side(group: Sequence[Version]) -> Side:
    givers = [version for version in group if not version.said_by.startswith(OWN_VOICE)]
    tellers = [version for version in group if version.said_by.startswith(OWN_VOICE)]
    shown = givers[:GIVERS], tellers[: 2 * GIVERS]
    return Side(group[0], *shown, len(group) - len(shown[0]) - len(shown[1]))


def _told_in(here: Office, case: Case, versions: Sequence[Version]) -> IncidentRow | None:
    found = [row for version in versions for claim in version.ids if (row := incident_of(here, case, claim))]
    counts: dict[str, int] = {}
    for row in found:
        counts[row.id] = counts.get(row.id, 0) + 1
    most = max(found, key=lambda row: (counts[row.id], row.reports, row.id), default=None)
    return most if most and counts[most.id] > sum(len(version.ids) for version in versions) / 2 else None


def spread(versions: Sequence[Version], most: int) -> list[Version]:
    """The last version of each speaker first, then their earlier ones, until there are enough: nobody is left out."""
    by_speaker: dict[str, list[Version]] = {}
    for version in versions:
        by_speaker.setdefault(version.said_by, []).append(version)
    chosen: list[Version] = []
    while len(chosen) < most and any(by_speaker.values()):
        for rows in by_speaker.values():
            if rows and len(chosen) < most:
                chosen.append(rows.pop())
    return sorted(chosen, key=lambda v: (v.day or "9999", v.said_by.casefold(), v.ids))


def opposing(case: Case) -> list[Folded]:
    """The latest statements that deny, reject, accuse or admit: where the case is in dispute."""
    from reportedly.questions import STATEMENTS

    marks = ", ".join(f"'{stance}'" for stance in OPPOSING)
    sql = (
        f"SELECT * FROM ({STATEMENTS}) WHERE stance IN ({marks}) AND speaker IS NOT NULL "
        f'ORDER BY published DESC NULLS LAST, outlet NULLS LAST, report, "start", id LIMIT {FEW * FETCHED}'
    )
    return fold(case.store, case.store.rows(sql, {}, StatementRow), FEW)


def latest_reports(case: Case) -> list[ReportRow]:
    """The reports published last."""
    from reportedly.questions import ask_reports

    question = ask_reports()
    select = question.sql.rpartition(" ORDER BY ")[0]
    sql = f"{select} ORDER BY published DESC NULLS LAST, outlet NULLS LAST, id LIMIT {FEW}"
    return case.store.rows(sql, {}, ReportRow)


def find_change(case: Case, looked: str, latest: Run | None) -> Change | None:
    """What was read since a look; None when nothing was, or when this is the first look."""
    if latest is None or not looked or looked >= latest.started:
        return None
    mine = "reading IN (SELECT g.reading FROM readings g JOIN runs r ON r.id = g.run WHERE r.started > $1)"
    sql = (
        f"SELECT (SELECT count(*) FROM readings WHERE {mine}) AS reports, "
        f"(SELECT count(*) FROM events WHERE {mine}) + (SELECT count(*) FROM figures WHERE {mine}) AS claims"
    )
    found = case.store.rows(sql, [looked], dict[str, int])[0]
    return Change(looked, found["reports"], found["claims"], latest.started, turns(case, looked))


def turns(case: Case, looked: str) -> list[Turn]:
    """What changed in what is said: figures raised or lowered, denials, rewritten reports, of what came in."""
    sql = "SELECT min(r.published) AS v FROM readings g JOIN runs n ON n.id = g.run JOIN reports r ON r.id = g.report"
    first = case.store.rows(f"{sql} WHERE n.started > $1", [looked], dict[str, str | None])[0]["v"]
    if not first:
        return []
    found = [change for change in case.changes(first[:10]) if change.what not in ("new_claim", "new_incident")]
    return found[:CHANGES]
