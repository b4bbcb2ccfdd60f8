"""The named questions as SQL: what the API, the command line, the page and the frames ask a case with.

A question is made here and answered in `queries`; its rows have the fields of one struct of `rows`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from reportedly.rows import ClaimRow, Contested, Count, NameCount, ReportRow, StatementRow, WordingRow
from reportedly.store import CLAIM_ORDER

Day = str | dt.date | None
# A toll is contested where a place is named closely enough that the figures can be of the same incident.
TOO_WIDE = ("country", "region", "admin1")
# Days of incidents at one place that are told so close together are of one: texts differ by a night, and by time zones.
NEAR = 2
# Words that name no population of their own.
GENERAL = ("people", "person", "persons", "victims", "individuals")


class Question(NamedTuple):
    """A question as SQL: its rows have the fields of `kind`."""

    sql: str
    params: dict[str, object]
    kind: type


class Filters:
    """Conditions on a view, with their values kept apart from the SQL."""

    def __init__(self) -> None:
        self.conditions = ["true"]
        self.params: dict[str, object] = {}

    def add(self, name: str, value: object, condition: str) -> None:
        """Ask for `condition`, in which $name stands for the value; an empty value asks for nothing."""
        if value is None or value == "":
            return
        self.conditions.append(f"({condition})")
        self.params[name] = value.isoformat() if isinstance(value, dt.date) else value

    def published(self, since: Day, until: Day, outlet: str | None, report: str | None) -> None:
        """The filters that every question about reports has."""
        self.add("since", since, "left(published, length($since)) >= $since")
        self.add("until", until, "left(published, length($until)) <= $until")
        self.add("outlet", outlet, "contains(lower(outlet), lower($outlet))")
        self.add("report", report, "starts_with(report, $report)")

    def question(self, select: str, order: str, limit: int | None, kind: type) -> Question:
        """The whole question; `limit` None or 0 is no limit."""
        tail = f" LIMIT {int(limit)}" if limit else ""
        return Question(f"{select} WHERE {' AND '.join(self.conditions)} ORDER BY {order}{tail}", self.params, kind)


SPEAKER_IS = "contains(lower(said_by), lower($speaker)) OR lower(speaker_actor) = lower($speaker)"
ACTOR_IS = (
    "list_contains(actors, lower($actor)) OR contains(lower(coalesce(counted_by, '')), lower($actor)) OR "
    "len(list_filter(flatten(map_values(roles)), lambda x: contains(lower(x), lower($actor)))) > 0"
)
PLACE_IS = (
    "contains(lower(place), lower($place)) OR lower(country) = lower($place) OR CAST(geonameid AS VARCHAR) = $place"
)


def ask_claims(
    *,
    speaker: str | None = None,
    actor: str | None = None,
    kind: str | None = None,
    measure: str | None = None,
    place: str | None = None,
    since: Day = None,
    until: Day = None,
    status: str | None = None,
    outlet: str | None = None,
    report: str | None = None,
    only: Literal["event", "figure"] | None = None,
    as_of: Day = None,
    limit: int | None = None,
) -> Question:
    """Events and figures, each with who says it; `only` one of the two; `as_of`, what was published by that day."""
    filters = Filters()
    filters.add("speaker", speaker, SPEAKER_IS)
    filters.add("actor", actor, ACTOR_IS)
    filters.add("kind", kind, "lower(kind) = lower($kind)")
    filters.add("measure", measure, "lower(measure) = lower($measure)")
    filters.add("place", place, PLACE_IS)
    filters.add("status", status, "lower(status) = lower($status)")
    filters.add("only", only, '"type" = $only')
    filters.add("as_of", as_of, "left(published, length($as_of)) <= $as_of")
    filters.published(since, until, outlet, report)
    return filters.question("SELECT * FROM claims", CLAIM_ORDER, limit, ClaimRow)


def ask_figures(**filters: Any) -> Question:
    """The claims that are numbers; the same filters."""
    return ask_claims(only="figure", **filters)


def ask_statements(
    *,
    speaker: str | None = None,
    stance: str | None = None,
    since: Day = None,
    until: Day = None,
    outlet: str | None = None,
    report: str | None = None,
    limit: int | None = None,
) -> Question:
    """Acts of saying."""
    filters = Filters()
    filters.add("speaker", speaker, SPEAKER_IS)
    filters.add("stance", stance, "lower(stance) = lower($stance)")
    filters.published(since, until, outlet, report)
    return filters.question(f"SELECT * FROM ({STATEMENTS})", CLAIM_ORDER, limit, StatementRow)


STATEMENTS = """
SELECT
    s.id, coalesce(s.speaker.name, 'a speaker not known') AS said_by,
    s.speaker.name AS speaker, s.speaker.actor AS speaker_actor,
    s.stance, s.cue."text" AS cue, s.form, s.medium,
    CASE WHEN s.content IS NOT NULL THEN
        array_to_string(list_prepend(s.content."text", list_transform(s.continued, lambda x: x."text")), ' … ')
    END AS content,
    list_transform(s.relayed_by, lambda x: x.name) AS relayed_by,
    list_transform(s.audience, lambda x: x.name) AS audience,
    s.said."start" AS said_start, s.said."end" AS said_end, s.parent,
    r.outlet, r.published, r.title, r.id AS report,
    s.evidence.span."start" AS "start", s.evidence.span."end" AS "end", s.evidence.span."text" AS passage,
    s.evidence.rule AS "rule"
FROM statements s JOIN readings g ON g.reading = s.reading JOIN reports r ON r.id = g.report
"""
REPORTS = """
SELECT
    r.id, r.outlet, r.title, r.published, r."language", r.url, r.author, r.origin, r.source,
    length(r."text") AS characters,
    coalesce(s.n, 0) AS statements, coalesce(e.n, 0) AS events, coalesce(f.n, 0) AS figures, r.id AS report
FROM reports r JOIN readings g ON g.report = r.id
LEFT JOIN (SELECT reading, count(*) AS n FROM statements GROUP BY reading) s ON s.reading = g.reading
LEFT JOIN (SELECT reading, count(*) AS n FROM events GROUP BY reading) e ON e.reading = g.reading
LEFT JOIN (SELECT reading, count(*) AS n FROM figures GROUP BY reading) f ON f.reading = g.reading
"""


def ask_reports(
    *,
    since: Day = None,
    until: Day = None,
    outlet: str | None = None,
    report: str | None = None,
    limit: int | None = None,
) -> Question:
    """Reports, with what was found in each."""
    filters = Filters()
    filters.published(since, until, outlet, report)
    select = f"SELECT * EXCLUDE (report) FROM ({REPORTS})"
    return filters.question(select, "published NULLS LAST, outlet NULLS LAST, id", limit, ReportRow)


def ask_wording(
    *,
    term: str | None = None,
    since: Day = None,
    until: Day = None,
    outlet: str | None = None,
    report: str | None = None,
    limit: int | None = None,
) -> Question:
    """Loaded words by outlet, those it uses most in its own voice first."""
    filters = Filters()
    filters.add("term", term, "(lower(term) = lower($term) OR lower(word) = lower($term))")
    filters.published(since, until, outlet, report)
    where = f"WHERE {' AND '.join(filters.conditions)}" if filters.conditions else ""
    select = f"""
        SELECT outlet, term, list_sort(list_distinct(list(lower(word)))) AS words, any_value(neutral) AS neutral,
            count(*) FILTER (voice = 'narration') AS narration, count(*) FILTER (voice = 'report') AS report,
            count(*) FILTER (voice = 'quotation') AS quotation
        FROM ({WORDINGS}) {where} GROUP BY outlet, term
    """
    filters.conditions = ["true"]
    return filters.question(f"SELECT * FROM ({select})", "outlet NULLS LAST, narration DESC, term", limit, WordingRow)


WORDINGS = """
SELECT w.term, w.neutral, w.voice, w.evidence.span."text" AS word, r.outlet, r.published, r.id AS report
FROM wordings w JOIN readings g ON g.reading = w.reading JOIN reports r ON r.id = g.report
"""


def ask_contested(*, measure: str | None = None, place: str | None = None, limit: int | None = None) -> Question:
    """Where distinct speakers give distinct figures of the same people at one place in one stretch of days.

    Most figures first. A number of farmers is not held against a number of soldiers, nor one of May against one of
    June: days further apart than NEAR are of different incidents, and a number that tells no day is of the last one
    before its publication.
    """
    filters = Filters()
    filters.add("measure", measure, "lower(measure) = lower($measure)")
    filters.add("place", place, PLACE_IS.replace("(place)", "(coalesce(n.place, s.place))"))
    filters.conditions.append(
        "type = 'figure' AND scope = 'incident' AND relation = 'total' AND status IN ('asserted', 'possible') "
        "AND coalesce(n.place, s.place) IS NOT NULL AND NOT list_contains(remarks, 'superseded') "
        "AND (n.place IS NOT NULL OR coalesce(spot_before, s.spot) = s.spot)"
    )
    select = CONTESTED.format(where=" AND ".join(filters.conditions))
    filters.conditions = ["figures > 1 AND speakers > 1"]
    order = "figures DESC, speakers DESC, place, measure, population NULLS FIRST, first NULLS LAST"
    return filters.question(select, order, limit, Contested)


# Numbers of one measure, place and population in the order of days; a day that is told and further from the told day
# before it than NEAR begins another incident. A number whose own words name no place is of the place of its incident,
# unless its report has gone on to another place since.
CONTESTED = f"""
SELECT * FROM (
    WITH told_in AS (
        SELECT l.b AS incident, unnest(CAST(a.content->'$.claims' AS VARCHAR[])) AS claim
        FROM accounts a JOIN links l ON l.a = a.id AND l.relation = 'in'
    ),
    named AS (
        SELECT *, coalesce(CAST(geonameid AS VARCHAR), lower(place)) AS spot, incident FROM claims
        LEFT JOIN told_in ON claim = id WHERE place IS NULL OR place_precision NOT IN {TOO_WIDE}
    ),
    ordered AS (
        SELECT *, last_value(spot IGNORE NULLS) OVER (
            PARTITION BY report, type ORDER BY "start", id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS spot_before FROM named
    ),
    sites AS (
        SELECT incident, mode(spot) AS spot, arg_min(place, spot) AS place FROM named
        WHERE incident IS NOT NULL AND place IS NOT NULL GROUP BY incident
    ),
    numbers AS (
        SELECT n.* REPLACE (coalesce(n.spot, s.spot) AS spot, coalesce(n.place, s.place) AS place),
            CASE WHEN lower(population) NOT IN {GENERAL} THEN lower(population) END AS people,
            coalesce(time_start, try_cast(left(published, 10) AS DATE)) AS day
        FROM ordered n LEFT JOIN sites s ON s.incident = n.incident WHERE {{where}}
    ),
    told AS (
        SELECT *, lag(time_start IGNORE NULLS) OVER turn AS before FROM numbers
        WINDOW turn AS (PARTITION BY measure, spot, people ORDER BY day NULLS LAST, time_start NULLS LAST, id)
    ),
    placed AS (
        SELECT *, sum(coalesce((time_start - before > {NEAR})::INT, 0)) OVER (
            PARTITION BY measure, spot, people
            ORDER BY day NULLS LAST, time_start NULLS LAST, id ROWS UNBOUNDED PRECEDING
        ) AS incident_at FROM told
    )
    SELECT measure, min(place) AS place, min(population) FILTER (people IS NOT NULL) AS population,
        min(time_start) AS first, max(time_start) AS last,
        count(DISTINCT (low, high)) FILTER (low IS NOT NULL OR high IS NOT NULL) AS figures,
        count(DISTINCT said_by) AS speakers, list(id ORDER BY id) AS claims
    FROM placed GROUP BY measure, spot, people, incident_at
)
"""


def ask_unresolved_names(*, limit: int | None = None) -> Question:
    """Names that stand for no actor of the lexicon, most often mentioned first."""
    filters = Filters()
    filters.conditions = ["n.actor IS NULL AND n.how IN ('name', 'alias')"]
    select = """
        SELECT n.name, count(*) AS mentions, count(DISTINCT g.report) AS reports
        FROM names n JOIN readings g ON g.reading = n.reading
    """
    question = filters.question(select, "1", None, NameCount)
    sql = question.sql.removesuffix(" ORDER BY 1") + " GROUP BY n.name ORDER BY mentions DESC, n.name"
    return question._replace(sql=sql + (f" LIMIT {int(limit)}" if limit else ""))


def ask_summary() -> Question:
    """Found and abstained, for each kind of record."""
    parts = (("statement", "statements"), ("event", "events"), ("figure", "figures"))
    sql = " UNION ALL ".join(
        f"SELECT {place} AS place, '{kind}' AS kind, (SELECT count(*) FROM {view}) AS found, "
        f"(SELECT count(*) FROM abstentions WHERE kind = '{kind}') AS abstained"
        for place, (kind, view) in enumerate(parts)
    )
    return Question(f"SELECT * EXCLUDE (place) FROM ({sql}) ORDER BY place", {}, Count)


# The questions by name: what the API, the command line and the frames ask with.
QUESTIONS: dict[str, Callable[..., Question]] = {
    "claims": ask_claims,
    "figures": ask_figures,
    "statements": ask_statements,
    "reports": ask_reports,
    "contested": ask_contested,
    "wording": ask_wording,
    "unresolved_names": ask_unresolved_names,
    "summary": ask_summary,
}
