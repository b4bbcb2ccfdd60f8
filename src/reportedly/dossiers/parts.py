"""Claims as dossiers take them: with their roles as actors, and how each actor is to be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from reportedly.dossiers.records import Entry, Roles
from reportedly.rows import ClaimRow, whole_period
from reportedly.store import CLAIM_ORDER, Store

# "Its units did not open fire": a denial in words of the accused's own.
NOT_DONE = (
    r"\b(?:(?:did|had|has|have|was|were) not|never|n.t) (?:ever |yet |also )?"
    r"(?:open|opened|fire|fired|firing|shell|shelled|shelling|attack|attacked|violat\w+|breach\w*|break|broken|cross|crossed)\b"
)
NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})
# Pronouns that a report leaves open stand for nobody: "their", "I".
PRONOUNS = frozenset(
    {
        "he",
        "her",
        "him",
        "his",
        "i",
        "it",
        "its",
        "me",
        "my",
        "our",
        "she",
        "that",
        "their",
        "them",
        "these",
        "they",
        "this",
    }
    | {"those", "us", "we", "who", "which", "you", "your", "other", "one", "both"}
)
# Roles of people and things of which the words tell more than whose they are: "nine wounded soldiers", not their state.
AS_WORDED = frozenset(
    {"agreement", "charge", "crossing", "detained", "displaced", "goods", "released", "subject", "target", "territory"}
    | {"venue", "victim"}
)
# Words of the sides of a conflict taken together: "Loka's two warring armies" are not Loka.
TOGETHER = frozenset({"both", "opposing", "rival", "two", "warring"})
SIDES = frozenset({"armies", "camps", "factions", "forces", "governments", "groups", "parties", "sides", "states"})


class Part(NamedTuple):
    """A claim with its roles as actors: the id of a known actor, else the name; `known` are those that are ids.

    `names` and `words` go with `roles`, filler by filler: the fullest name, and the words as they stand.
    """

    row: ClaimRow
    roles: Roles
    known: frozenset[str] = frozenset()
    names: Mapping[str, tuple[str, ...]] = NONE
    words: Mapping[str, tuple[str, ...]] = NONE

    def named(self, role: str) -> tuple[str, ...]:
        """The fullest names of a role's fillers."""
        return self.names.get(role) or self.row.roles.get(role, ())


class Saying(NamedTuple):
    """A denial in so many words: who denies what, where. It holds no event of its own."""

    id: str
    report: str
    published: str | None
    start: int
    actor: str
    said_by: str
    stance: str
    content: str


class Filler(NamedTuple):
    """One who fills a role: as actor or name, by the fullest name, in words."""

    actor: str
    name: str
    words: str
    known: bool


def read_parts(store: Store) -> list[Part]:
    """Every claim of a case with its roles as actors, in the order of publication and text."""
    rows = store.rows(f"SELECT * FROM claims ORDER BY {CLAIM_ORDER}", {}, ClaimRow)
    actors = dict(_role_actors(store))
    sides = read_sides(store)
    rows = [_with_side(row, sides) for row in rows]
    return [make_part(row, actors.get(row.event or row.id, {})) for row in rows]


def read_sides(store: Store) -> dict[str, str]:
    """Whose side each speaker is on: named persons whom the reports of the case tie to one actor, and to no other."""
    sql = """
        SELECT speaker.name, min(speaker.actor) FROM statements
        WHERE speaker.actor IS NOT NULL AND speaker.name LIKE '% %'
        GROUP BY speaker.name HAVING count(DISTINCT speaker.actor) = 1
    """
    return dict(store.stream(sql))


def _with_side(row: ClaimRow, sides: dict[str, str]) -> ClaimRow:
    if row.speaker_actor is not None or row.speaker not in sides:
        return row
    return msgspec.structs.replace(row, speaker_actor=sides[row.speaker])


def make_part(row: ClaimRow, who: dict[str, list[Filler]]) -> Part:
    """A claim as a part; pronouns that are open, and the same filler twice, are left out."""
    kept = {role: list({f.actor: f for f in fillers}.values()) for role, fillers in who.items()}
    kept = {role: fillers for role, fillers in kept.items() if fillers}
    return Part(
        row,
        {role: tuple(f.actor for f in fillers) for role, fillers in kept.items()},
        frozenset(f.actor for fillers in kept.values() for f in fillers if f.known),
        {role: tuple(f.name for f in fillers) for role, fillers in kept.items()},
        {role: tuple(f.words for f in fillers) for role, fillers in kept.items()},
    )


def _role_actors(store: Store) -> Iterable[tuple[str, dict[str, list[Filler]]]]:
    sql = """
        SELECT id, map_from_entries(list_transform(map_entries(roles), lambda e: {'key': e.key, 'value':
            list_transform(e.value, lambda x: {'actor': x.actor, 'name': x.name, 'words': x.span."text"})})) FROM events
    """
    for id_, roles in store.stream(sql):
        yield (
            id_,
            {role: [f for ref in refs if (f := _filler(**ref)) is not None] for role, refs in (roles or {}).items()},
        )


def _filler(actor: str | None, name: str | None, words: str) -> Filler | None:
    name = name or words
    if actor is None and name.casefold() in PRONOUNS:
        return None
    if actor is not None and is_together(words):
        return Filler(words, words, words, known=False)
    return Filler(actor or name, name, words if words.casefold() not in PRONOUNS else name, known=actor is not None)


def is_together(words: str) -> bool:
    """Whether words name several sides at once: "Loka's two warring armies"."""
    said = words.casefold().split()
    return len(said) > 1 and said[-1] in SIDES and bool(TOGETHER & set(said))


def read_sayings(store: Store) -> list[Saying]:
    """Denials and refusals by known actors, also in words of their own, in the order of publication and text."""
    sql = f"""
        SELECT s.id, r.id, r.published, s.evidence.span."start", s.speaker.actor, s.speaker.name, s.stance,
            s.content."text"
        FROM statements s JOIN readings g ON g.reading = s.reading JOIN reports r ON r.id = g.report
        WHERE s.speaker.name IS NOT NULL AND s.content IS NOT NULL AND (
            s.stance IN ('denies', 'rejects') OR regexp_matches(s.content."text", '{NOT_DONE}', 'i'))
        ORDER BY r.published, r.id, 4, s.id
    """
    sides = read_sides(store)
    told = (Saying(*row) for row in store.stream(sql))
    return [s._replace(actor=s.actor or sides[s.said_by]) for s in told if s.actor or s.said_by in sides]


def shown(members: Sequence[Part]) -> Callable[[str], str]:
    """How an actor is shown: by the name that the claims most often give it."""
    counts: dict[str, dict[str, int]] = {}
    known = {actor for part in members for actor in part.known}
    for part in members:
        for role, ids in part.roles.items():
            for actor, name in zip(ids, part.named(role), strict=False):
                counts.setdefault(actor, {}).setdefault(name, 0)
                counts[actor][name] += 1

    def show(actor: str) -> str:
        names = counts.get(actor, {})
        plain = [name for name in names if _is_plain(name, actor)]
        if plain or not actor.islower():
            return min(plain or names or [actor], key=lambda n: (-names.get(n, 0), len(n), n))
        if actor in known or (not names and " " not in actor):  # an id: of a party, or of who alleges a violation
            return actor.replace("-", " ").title()
        return min(names or [actor], key=lambda n: (-names.get(n, 0), n))

    return show


def _is_plain(name: str, actor: str) -> bool:
    return name.casefold().replace(" ", "-") == actor


def order(part: Part) -> tuple[str, str, int, str]:
    """The order of entries: by publication, report and text."""
    return (part.row.published or "9999", part.row.report, part.row.start, part.row.id)


def who(part: Part, show: Callable[[str], str]) -> Roles:
    """Who takes part by role, as shown; people and things that are acted on by the words of the report."""
    found = {}
    for role, names in part.roles.items():
        said = part.words.get(role, ()) if role in AS_WORDED else ()
        found[role] = tuple(dict.fromkeys(said or tuple(show(name) for name in names)))
    return found


def told_days(row: ClaimRow) -> str:
    """The day, month, year or days that a claim is said of, as precise as it was told: "2025-12"; empty if untold."""
    start, end = row.time_start, row.time_end
    if start is None:
        return ""
    if end is None or end == start:
        return start.isoformat()
    return whole_period(start, end) or f"{start.isoformat()} to {end.isoformat()}"


def entry(part: Part, step: str, show: Callable[[str], str]) -> Entry:
    """A claim as an entry."""
    row = part.row
    return Entry(
        claim=row.id,
        step=step,
        status=row.status,
        said_by=row.said_by,
        speaker_actor=row.speaker_actor,
        outlet=row.outlet,
        published=row.published,
        day=row.time_start,
        until=row.time_end,
        place=row.place,
        who=who(part, show),
        words=row.words,
        measure=row.measure,
        population=row.population,
        low=row.low,
        high=row.high,
        passage=row.passage,
        report=row.report,
        start=row.start,
        end=row.end,
    )
