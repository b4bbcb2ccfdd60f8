"""Country and sector of an actor, in the codes of PLOVER and CAMEO: of a known actor on a day, and of a phrase.

`code_phrase("the Lokan army chief", lexicon)` gives the state whose army it is, `MIL`, and the reason. Where a name may
stand for several states, or nothing tells, the country stays empty.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reportedly.lexicon.ambiguity import is_tied, narrow
from reportedly.lexicon.people import Post

if TYPE_CHECKING:
    from reportedly.lexicon import KnownName, Lexicon
    from reportedly.lexicon.actors import Actor
    from reportedly.lexicon.roles import Role

# Codes that PLOVER writes in place of a country.
WORLD = frozenset({"EUR", "IGO", "NGO", "UNO"})
WORD = re.compile(r"[^\W\d_][\w'’.-]*")
# What stands after these is not what the phrase is about: "experts | from the ministry".
BREAKS = frozenset(
    {"of", "for", "in", "to", "at", "from", "with", "on", "near", "against", "who", "which", "that", "by"}
)
OWNER = frozenset({"of", "for", "from", "in", "at"})
# "A group of tourists" are tourists.
COLLECTIVES = frozenset(
    {"band", "bunch", "couple", "crowd", "dozens", "group", "groups", "hundreds", "number", "pair", "scores", "team"}
    | {"thousands"}
)
PAST = frozenset({"former", "ex", "ousted", "deposed", "exiled", "late", "retired", "onetime", "erstwhile"})
MOST_WORDS = 40
PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them", "who", "we", "i", "you"})


class Code(NamedTuple):
    """A country as PLOVER writes it (ISO 3166 alpha-3, or IGO, UNO, EUR, NGO), sectors, the main one first, and why."""

    country: str = ""
    sectors: tuple[str, ...] = ()
    why: str = ""


def code_actor(actor: Actor, lexicon: Lexicon, day: dt.date | None = None, form: str = "name") -> Code:
    """Country and sectors of a known actor on a day. A capital or a building stands for the government."""
    country, sectors = "", []
    for code in sector_on(actor.sector, day).split():
        if code in WORLD and not actor.country and not country:
            country = code
        elif code != "NGO" or actor.country:
            sectors.append(code)
    country = country or country_of(actor, lexicon)
    if form == "capital":
        sectors = ["GOV"]
    elif form != "name" and actor.kind in ("state", "territory"):
        sectors = []
    return Code(country, tuple(sectors), f"{actor.name}, known by name")


def cameo(code: Code, lexicon: Lexicon) -> str:
    """The nearest CAMEO code: the country and up to two sectors, "UNO" written as IGO UNO, what it lacks left out."""
    country = {"UNO": "IGOUNO", "EUR": "IGOEUR", "XKX": "KSV"}.get(code.country, code.country)
    return country + "".join(lexicon.cameo.get(s, "") for s in code.sectors[:2])


def sector_on(sector: str, day: dt.date | None) -> str:
    """A sector that changed: "REB@2021-08-15|GOV" is REB until the day before and GOV from it on, or without a day."""
    parts = [part.partition("@") for part in sector.split("|")]
    if day is None:
        return parts[-1][0]
    return next((codes for codes, _, end in parts if not end or day < dt.date.fromisoformat(end)), parts[-1][0])


def country_of(actor: Actor, lexicon: Lexicon) -> str:
    """The ISO code of an actor or of the state that the data files it under; says nothing of whose it is by right."""
    seen: set[str] = set()
    while actor.id not in seen:
        if actor.iso3:
            return actor.iso3
        seen.add(actor.id)
        actor = lexicon.actors.get(actor.country, actor)
    return ""


def code_phrase(
    phrase: str,
    lexicon: Lexicon,
    day: dt.date | None = None,
    context: str = "",
    place: Callable[[str], str] | None = None,
) -> Code:
    """Country and sectors of a noun phrase. `context` is text that stands near; `place` gives a place's country."""
    phrase = " ".join(phrase.split()[:MOST_WORDS])
    if phrase.lower() in PRONOUNS:
        return Code("", ("UNK",), "a pronoun without a report")
    found = lexicon.find_known(phrase) or _known_in_small_letters(phrase, lexicon)
    if context:
        found = narrow([*found, *lexicon.find_known(context)], lexicon.actors)[: len(found)]
    whole = _whole(phrase, found, lexicon, day)
    if whole is not None:
        return whole
    untied = [k for k in found if not is_tied(phrase, k.start, k.end)]
    code, role = _by_role(phrase, untied, lexicon, day)
    person = _person(phrase, untied, lexicon, day)
    if person is not None:
        return _of_person(person, code, role)
    if not code.country and place is not None and not found:
        code = code._replace(country=_by_place(phrase, lexicon, place))
    return _with_context(code, context, lexicon, day) if context else code


def _known_in_small_letters(phrase: str, lexicon: Lexicon) -> list[KnownName]:
    if phrase != phrase.lower():
        return []
    found = lexicon.surfaces.find(phrase.title())
    states = [k for k in found if all(lexicon.actors[a].kind in ("state", "territory") for a in k.actors)]
    return [k for k in states if len(k.surface) > 3 and k.actors]


def _bare(phrase: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", phrase, flags=re.IGNORECASE).strip()


def _whole(phrase: str, found: list[KnownName], lexicon: Lexicon, day: dt.date | None) -> Code | None:
    """The code of a phrase that is one known name and nothing else."""
    if len(found) != 1 or len(_bare(phrase)) != len(found[0].surface) or found[0].form == "adjective":
        return None
    if len(found[0].actors) > 1:
        return _shared(found[0], lexicon, day)
    return code_actor(lexicon.actors[found[0].actors[0]], lexicon, day, found[0].form)


def _shared(known: KnownName, lexicon: Lexicon, day: dt.date | None) -> Code:
    """What all actors have in common whom a name may stand for; nothing else is said."""
    codes = [code_actor(lexicon.actors[a], lexicon, day, known.form) for a in known.actors]
    country = codes[0].country if len({c.country for c in codes}) == 1 else ""
    sectors = codes[0].sectors if len({c.sectors for c in codes}) == 1 else ()
    return Code(country, sectors, f"{known.surface} may stand for {len(codes)} actors")


class _Holder(NamedTuple):
    """A person's code, whether it is by an office held on the day, and whether the phrase ends in the name."""

    code: Code
    held: bool
    last: bool


def _person(phrase: str, found: list[KnownName], lexicon: Lexicon, day: dt.date | None) -> _Holder | None:
    """The office holder that a phrase names."""
    for name in _person_names(phrase, found, lexicon):
        posts = lexicon.people.find(name)
        if posts:
            is_past = bool(PAST & {w.lower() for w in WORD.findall(phrase)})
            code, held = _by_post(posts, lexicon, day, is_past)
            return _Holder(code, held, phrase.rstrip(" .").endswith(name.split()[-1]))
    return None


def _of_person(person: _Holder, code: Code, role: Role | None) -> Code:
    """The code of a person: by the office held, else by the role that the phrase itself gives."""
    if role is None or (person.last and (person.held or "ELI" in code.sectors)):
        return person.code
    if person.last and person.code.sectors == ("ELI",):
        return person.code
    return Code(person.code.country, code.sectors, f"{person.code.why}; {role.id} by its noun")


def _person_names(phrase: str, found: list[KnownName], lexicon: Lexicon) -> list[str]:
    """What may be a person's name: the whole phrase, then its capitalised words that are neither role nor known."""
    covered = [(k.start, k.end) for k in found]
    words = [
        m
        for m in WORD.finditer(phrase)
        if not any(s <= m.start() < e for s, e in covered) and not lexicon.is_plain(m[0].lower())
    ]
    names = [m[0] for m in words if m[0][:1].isupper() or m[0].lower() in lexicon.names.particles]
    return list(dict.fromkeys([_bare(phrase), " ".join(names), names[-1] if names else ""]))


def _by_post(posts: list[Post], lexicon: Lexicon, day: dt.date | None, is_past: bool) -> tuple[Code, bool]:
    """The code by the post held on a day, and whether one was; else by the last post."""
    held = [] if is_past or day is None else [p for p in posts if p.covers(day)]
    held.sort(key=lambda p: p.sector == "LEG")  # a minister who sits in parliament too speaks for the government
    post = held[0] if held else max(posts, key=lambda p: (p.until or p.checked, p.since or dt.date.min))
    actor = lexicon.actors.get(post.state)
    country = code_actor(actor, lexicon, day).country if actor is not None else ""
    if held:
        sectors = tuple(s for s in sector_on(post.sector, day).split() if s not in WORLD)
        return Code(country, sectors, f"{post.person}: {post.office} on that day"), True
    is_over = is_past or day is None or (post.until is not None and post.until < day)
    return Code(country, ("ELI",) if is_over else (), f"{post.person}: {post.office} at another time"), False


def _by_role(phrase: str, found: list[KnownName], lexicon: Lexicon, day: dt.date | None) -> tuple[Code, Role | None]:
    """Country by the first known name, sector by the role, by what a generic role leads, or by the known actor."""
    lowered = _masked(phrase, found)
    codes = [_code_known(k, lexicon, day) for k in found]
    at = _owner_index(found, codes, lowered)
    owner, known = (found[at], codes[at]) if found else (None, Code())
    role, sectors = _role_sectors(lowered, lexicon)
    own = known.sectors if owner is not None else ()
    is_thing = role is not None and lexicon.roles.of(lowered) is not role and lowered[-1] in lexicon.roles.by_thing
    faith = next((c.sectors for k, c in zip(found, codes, strict=True) if "REL" in c.sectors), ())
    if role is None or role.generic or (is_thing and own):
        sectors = own or faith or sectors
    if PAST & set(lowered) and role is not None:
        sectors = ("ELI",)
    if role is None and not sectors and owner is not None and len(lowered) > 1:
        sectors = () if _is_place_phrase(lowered) else ("UNK",)
    why = f"{role.id} by its noun" if role is not None else "no role noun"
    return Code(known.country, sectors, f"{known.why or 'no known name'}; {why}"), role


def _code_known(known: KnownName, lexicon: Lexicon, day: dt.date | None) -> Code:
    if len(known.actors) > 1:
        return _shared(known, lexicon, day)
    return code_actor(lexicon.actors[known.actors[0]], lexicon, day, known.form)


def _owner_index(found: list[KnownName], codes: list[Code], words: list[str]) -> int:
    """Which known name a phrase is of: the one it ends in before any "of", else the first that has a country."""
    place = next((i for i, w in enumerate(words) if w in BREAKS), len(words))
    head = words[:place]
    if head and head[-1] == "_" and found[head.count("_") - 1].form == "name":
        return head.count("_") - 1
    return next((i for i, c in enumerate(codes) if c.country), 0)


def _masked(phrase: str, found: list[KnownName]) -> list[str]:
    """The words of a phrase in small letters, a known name as "_"."""
    at, parts = 0, []
    for known in found:
        parts += [phrase[at : known.start], " _ "]
        at = known.end
    text = "".join([*parts, phrase[at:]])
    text = re.sub(r"['’]s\b", "", text.replace("-", " "))
    return [w.strip(".,") for w in re.findall(r"_|[^\W\d_][\w'’.]*", text.lower())]


def _is_place_phrase(words: list[str]) -> bool:
    """Whether a known name is only where something is: "targets in _"."""
    return any(a in ("in", "at", "near", "from", "of") and b == "_" for a, b in pairwise(words))


def _role_sectors(words: list[str], lexicon: Lexicon) -> tuple[Role | None, tuple[str, ...]]:
    """The role of a phrase's head and its sectors."""
    if words and words[0] in ("a", "an", "the"):
        words = words[1:]
    place = next((i for i, w in enumerate(words) if w in BREAKS), len(words))
    head, tail = words[:place], words[place + 1 :]
    if tail and head and head[-1] in COLLECTIVES and words[place] == "of":
        return _role_sectors(tail, lexicon)
    role = _last_role(head, lexicon)
    longer = lexicon.roles.of(words)
    if (
        longer is not None
        and (role is None or role.generic)
        and not longer.generic
        and _is_one_noun(words, place, lexicon)
    ):
        return longer, tuple(longer.sector.split())
    if role is None:
        return None, ()
    if role.generic:
        given = _given(head, tail if words[place : place + 1] and words[place] in OWNER else [], lexicon)
        if given is not None:
            return role, tuple(given.sector.split())
    return role, tuple(role.sector.split())


def _is_one_noun(words: list[str], place: int, lexicon: Lexicon) -> bool:
    """Whether the break stands inside one noun: "minister of defence", "director of central intelligence"."""
    return any(" ".join(words[i:]) in lexicon.roles.by_noun for i in range(place))


def _last_role(words: list[str], lexicon: Lexicon) -> Role | None:
    """The role nearest the end of some words, so that "police station chief" is a chief and "men and women" people."""
    for end in range(len(words), 0, -1):
        role = lexicon.roles.of(words[:end])
        role = role or next(
            filter(None, (lexicon.roles.by_thing.get(" ".join(words[i:end])) for i in range(end))), None
        )
        if role is not None:
            return role
    return None


def _given(head: list[str], tail: list[str], lexicon: Lexicon) -> Role | None:
    """The role that a generic one takes its sector from: an adjective or noun before it, or what it is of."""
    start = next((i for i in range(len(head)) if " ".join(head[i:]) in lexicon.roles.by_noun), len(head) - 1)
    for word in reversed(head[:start]):
        role = lexicon.roles.by_adjective.get(word) or lexicon.roles.by_noun.get(word)
        if role is not None and not role.generic:
            return role
    role = _last_role(tail, lexicon) if tail else None
    return role if role is not None and not role.generic else None


def _by_place(phrase: str, lexicon: Lexicon, place: Callable[[str], str]) -> str:
    """The country of the first run of capitalised words that is a place."""
    runs: list[list[str]] = [[]]
    for word in phrase.replace("'s", "").replace("’s", "").split():
        if word[:1].isupper() and not lexicon.is_plain(word.lower().strip(",.")):
            runs[-1].append(word.strip(",."))
        else:
            runs.append([])
    for run in filter(None, runs):
        country = place(" ".join(run)) or (place(run[0]) if len(run) > 1 else "")
        if country:
            return country
    return ""


def _with_context(code: Code, context: str, lexicon: Lexicon, day: dt.date | None) -> Code:
    """What the phrase leaves open, from the text around it."""
    near, _ = _by_role(context, lexicon.find_known(context), lexicon, day)
    sectors = code.sectors or tuple(s for s in near.sectors if s != "UNK")
    return Code(code.country or near.country, sectors, f"{code.why}; the rest from the words near by")
