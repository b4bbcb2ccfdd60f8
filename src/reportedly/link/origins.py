"""Origins: whose word the claims of an incident rest on, however many outlets carry it.

Nine papers with one agency's text are one origin, and so are two agencies that cite one ministry. For each claim the
source is, in this order: who counted, who is cited, the agency that the text credits, the first report whose text is
carried, the owner of the outlet. A claim for which nobody is named has an unknown origin and counts for none.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from reportedly.errors import InputError
from reportedly.link.bodies import EMPTY_WORDS, STATE, is_named, is_named_in_full, is_one_state, name_words, of_kind
from reportedly.link.versions import AGAINST
from reportedly.link.words import fold_name
from reportedly.rows import ClaimRow, Dependence, OriginRow

UNKNOWN = "unknown"
# Words of offices, in the form of name_words: a ministry does not speak for a court of its state.
OFFICES = frozenset(
    fold_name(word)
    for word in (
        "ministry",
        "minister",
        "court",
        "tribunal",
        "president",
        "presidency",
        "parliament",
        "army",
        "military",
        "navy",
        "police",
        "government",
        "prosecutor",
        "governor",
        "mayor",
        "council",
        "embassy",
        "intelligence",
        "commission",
    )
)
# Of a number that somebody rejects, the origin is another.
REJECTING = frozenset({"rejects", "denies", "doubts", "disputes"})
SHARING = {"cited": "both cite", "credit": "both credit", "copy": "both carry", "publisher": "both are of"}
COLUMNS = ("outlet", "owner", "source")


class Text(NamedTuple):
    """What is known of a report's text: who is credited, and the first report that has it, with the passage shared."""

    outlet: str | None
    credited: str | None
    credited_how: str | None
    copy_of: str | None
    copy_outlet: str | None
    passage: str


class Source(NamedTuple):
    """Whose word a claim rests on: the name, the known actor where there is one, and how that is known."""

    name: str
    actor: str | None
    how: str


class Owner(NamedTuple):
    """Who owns an outlet, and by which source that is known."""

    name: str
    source: str


Owners = Mapping[str, Owner]


def read_owners(path: str | Path) -> dict[str, Owner]:
    """A table of owners, a CSV with the columns outlet, owner, source: outlets in lower case to their owner.

    Raises InputError, with the line and what to do, when it is none, or gives one outlet two owners.
    """
    try:
        rows = list(csv.DictReader(io.StringIO(Path(path).read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), "", f"no table of owners: {error}") from error
    owners: dict[str, Owner] = {}
    for line, row in enumerate(rows, start=2):
        outlet, owner, source = ((row.get(name) or "").strip() for name in COLUMNS)
        if not outlet or not owner:
            raise InputError(
                str(path), f"line {line}", f"needs the columns {', '.join(COLUMNS)}, outlet and owner filled"
            )
        known = owners.setdefault(outlet.casefold(), Owner(owner, source))
        if known.name != owner:
            raise InputError(
                str(path), f"line {line}", f"{outlet} belongs to {known.name} further up: keep one of them"
            )
    return owners


def cited_source(claim: ClaimRow) -> Source | None:
    """Who counted, or who is cited; None when nobody is named."""
    if claim.counted_by and is_named(claim.counted_by):
        return Source(claim.counted_by, None, "cited")
    if claim.speaker and (claim.speaker_actor or is_named(claim.speaker)):
        return Source(claim.speaker, claim.speaker_actor, "cited")
    return None


def text_source(claim: ClaimRow, text: Text | None, owners: Owners) -> Source | None:
    """Who wrote what the outlet says itself: the agency credited, the first with the text, the owner; else unknown."""
    if claim.statement is not None:
        return None  # somebody said it, and the text names nobody: the outlet does not vouch for it either
    if text and text.credited:
        how = "publisher" if (text.credited_how or "").startswith("feed/") else "credit"
        return _owned(Source(text.credited, None, how), owners)
    if text and text.copy_of and text.copy_outlet:
        return _owned(Source(text.copy_outlet, None, "copy"), owners)
    outlet = (claim.outlet or "").casefold()
    return Source(owners[outlet].name, None, "owner") if outlet in owners else None


def _owned(source: Source, owners: Owners) -> Source:
    owner = owners.get(source.name.casefold())
    return Source(owner.name, None, "owner") if owner else source


def same_source(a: Source, b: Source) -> bool:
    """Whether two names are of one source: all words of the shorter in the longer, its initials, or one known actor.

    Offices of one state are known as that state, and are sources of their own: a defence ministry, a court, a minister
    and the state itself.
    """
    if a.actor and b.actor:
        return a.actor == b.actor and _is_one_body(_office(a), _office(b))
    one, other = name_words(a.name), name_words(b.name)
    if one == other or (len(one) == len(other) > 1 and one[1:] == other[1:] and _of_one_state(a.name, b.name)):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= 2 and set(short) <= set(long):
        return True
    return len(short) == 1 and short[0] == fold_name("".join(w[0] for w in long)) and len(long) >= 2


def _of_one_state(a: str, b: str) -> bool:
    """Whether two names begin with one state, as such and as an adjective: "Varenia's court", "the Varenian court".

    It need not be known: where the rest of two names is one, a difference of endings is one of grammar.
    """
    firsts = [next((w for w in n.split() if w.casefold() not in EMPTY_WORDS), "") for n in (a, b)]
    words = [w.removesuffix("'s").removesuffix("’s") for w in firsts]
    return all(w[:1].isupper() for w in words) and is_one_state(*words)


def _is_one_body(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two offices of one actor are one: the actor itself is whoever of it speaks without an office."""
    short, long = sorted((set(one), set(other)), key=len)
    return short == long or (short <= long if short else not long & OFFICES)


def _office(source: Source) -> tuple[str, ...]:
    """The words of a name beyond those of the actor known for it: "defence ministry" of the Lokan defence ministry."""
    own = name_words((source.actor or "").replace("-", " "))
    words = name_words(source.name)
    if len(own) > 1 and (set(own) <= set(words) or fold_name("".join(word[0] for word in own)) in words):
        return ()  # its whole name, or its initials
    return tuple(word for word in words if not any(word[:STATE] == name[:STATE] for name in own))


def find_origins(claims: Sequence[ClaimRow], texts: Mapping[str, Text], owners: Owners) -> list[OriginRow]:
    """The origins of claims, most claims first, those of unknown origin last; sides are filled in by positions."""
    groups: list[tuple[Source, list[ClaimRow]]] = []
    known: dict[Source, list[ClaimRow]] = {}
    unknown: list[ClaimRow] = []
    for claim, source in zip(claims, find_sources(claims, texts, owners), strict=True):
        if source is None:
            unknown.append(claim)
            continue
        if source not in known:
            known[source] = next((g for s, g in groups if same_source(s, source)), [])
            if not known[source]:
                groups.append((source, known[source]))
        known[source].append(claim)
    names = {id(group): [s for s, g in known.items() if g is group] for _, group in groups}
    rows = [_row(max(names[id(g)], key=lambda s: (len(s.name), s.name)), g, texts, owners) for _, g in groups]
    rows.sort(key=lambda row: (-len(row.claims), row.name))
    return rows + ([_row(Source(UNKNOWN, None, UNKNOWN), unknown, texts, owners)] if unknown else [])


def find_sources(claims: Sequence[ClaimRow], texts: Mapping[str, Text], owners: Owners) -> list[Source | None]:
    """The source of each claim: the one it names, else the one that its report names for the same number, or describes.

    A headline and a first sentence often leave the name to the next: "43 killed, a monitoring group said".
    """
    cited: dict[str, list[tuple[ClaimRow, Source]]] = {}
    for claim in claims:
        if claim.status not in AGAINST and claim.stance not in REJECTING and (source := cited_source(claim)):
            cited.setdefault(claim.report, []).append((claim, source))
    speakers = _speakers_for(s for told in cited.values() for _, s in told)
    return [
        _cited_in_full(claim, cited.get(claim.report, ()), speakers)
        or _by_number(claim, cited.get(claim.report, ()))
        or _by_description(claim, cited.get(claim.report, ()))
        or text_source(claim, texts.get(claim.report), owners)
        for claim in claims
    ]


def _cited_in_full(
    claim: ClaimRow, cited: Sequence[tuple[ClaimRow, Source]], speakers: Mapping[str, Source]
) -> Source | None:
    """Whom a claim names: "the Observatory" is the one that the report names in full, a director their body."""
    source = cited_source(claim)
    if source is None or source.actor:
        return source
    fuller = _only(s for _, s in cited if is_named_in_full(source.name, s.name))
    return fuller or speakers.get(source.name) or source


def _speakers_for(sources: Iterable[Source]) -> dict[str, Source]:
    """Who is told once to speak for a known body, by their name: "Oran Vell, director of the Loka Observatory"."""
    found: dict[str, Source | None] = {}
    every = list(dict.fromkeys(sources))
    for plain in (s for s in every if not s.actor):
        words = set(name_words(plain.name))
        bodies = [s for s in every if s.actor and len(words) > 1 and words < set(name_words(s.name))]
        found[plain.name] = _only(bodies)
    return {name: source for name, source in found.items() if source is not None}


def _by_description(claim: ClaimRow, cited: Sequence[tuple[ClaimRow, Source]]) -> Source | None:
    """The one body that the report names, for a claim of "the monitoring group" or "a watchdog"."""
    fitting = of_kind(claim.speaker or "", [(s.name, s.actor is not None) for _, s in cited])
    return _only(s for (_, s), fits in zip(cited, fitting, strict=True) if fits)


def _by_number(claim: ClaimRow, cited: Sequence[tuple[ClaimRow, Source]]) -> Source | None:
    """The one source that the report names for the same number of the same thing."""
    if claim.type != "figure":
        return None
    key = (claim.measure, claim.low if claim.low is not None else claim.high)
    return _only(s for c, s in cited if (c.measure, c.low if c.low is not None else c.high) == key)


def _only(sources: Iterable[Source]) -> Source | None:
    """The source that all of these are; None when there are two, or none."""
    found: list[Source] = []
    for source in sources:
        if not any(same_source(source, other) for other in found):
            found.append(source)
    return found[0] if len(found) == 1 else None


def _row(source: Source, claims: Sequence[ClaimRow], texts: Mapping[str, Text], owners: Owners) -> OriginRow:
    reports = tuple(dict.fromkeys(c.report for c in claims))
    return OriginRow(
        name=source.name,
        how=source.how,
        side=None,
        claims=tuple(c.id for c in claims),
        reports=reports,
        outlets=tuple(dict.fromkeys(c.outlet or "an unnamed outlet" for c in claims)),
        dependences=tuple(_dependences(source, claims, reports, texts, owners)) if source.how != UNKNOWN else (),
    )


def _dependences(
    source: Source, claims: Sequence[ClaimRow], reports: Sequence[str], texts: Mapping[str, Text], owners: Owners
) -> Iterable[Dependence]:
    """Each further report against the first: the text they share where one is a copy, else the source both name."""
    first = {c.report: c for c in reversed(claims)}
    for report in reports[1:]:
        text = texts.get(report)
        if text and text.copy_of and (text.copy_of == reports[0] or text.copy_of == _copied(texts, reports[0])):
            yield Dependence(a=reports[0], b=report, why="one text", passage=text.passage)
        elif source.how == "owner":
            why = f"both belong to {source.name}, by the table of owners"
            found = dict.fromkeys(_ownership(first[r], texts.get(r), owners) for r in (reports[0], report))
            yield Dependence(a=reports[0], b=report, why=why, passage="; ".join(filter(None, found)))
        else:
            yield Dependence(
                a=reports[0],
                b=report,
                why=f"{SHARING.get(source.how, 'both rest on')} {source.name}",
                passage=_cited(first[report]),
                first=_cited(first[reports[0]]),
            )


def _cited(claim: ClaimRow) -> str:
    """The words of a report that rest on a source, behind the name it gives the source."""
    passage = " ".join(claim.passage.split())
    who = claim.counted_by or claim.speaker
    return f"{who}: {passage}" if who else passage


def _ownership(claim: ClaimRow, text: Text | None, owners: Owners) -> str:
    """What the table says of the outlet that a claim is of: "Herald: Orven Holding (its imprint)"."""
    names = (text.credited if text else None, text.copy_outlet if text else None, claim.outlet)
    for name in names:
        owner = owners.get((name or "").casefold())
        if owner is not None:
            return f"{name}: {owner.name}{f' ({owner.source})' if owner.source else ''}"
    return ""


def _copied(texts: Mapping[str, Text], report: str) -> str | None:
    text = texts.get(report)
    return text.copy_of if text else None
