"""Numbers in a text with the words that bound them, and the numbers that count nothing of ours.

Works on characters alone, so that the fast route and the parse route see the same numbers.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reportedly.lexicon.figures import Bound, Figures, alternatives

# How far before a number its bounding words may begin: "in the neighbourhood of another" is the longest.
WINDOW = 48
LONGEST_DIGITS = 15  # more digits are no count of people
# "won 3-1": a smaller number right behind a hyphen is a score, not the end of a range.
SCORE = re.compile(r"(?<![\w-])(?P<first>\d{1,3})[-–](?P<second>\d{1,3})(?![\w-])")
JOINT = re.compile(r"\s*(?:-|–|—|to|or|and)\s*", re.IGNORECASE)
BETWEEN = re.compile(r"(?<!\w)(?P<word>between|from)\s+(?:about\s+|around\s+|an?\s+estimated\s+)?$", re.IGNORECASE)
RAISED = re.compile(
    r"\b(?:rais|ris|ros|increas|revis|climb|jump|lower|correct|amend|adjust|push|cut|gon|went|updat|grew|grow|up)"
    r"\w*\b[^.;]*$",
    re.IGNORECASE,
)
PARTICLE = re.compile(r"\b(?:hand|turn|g[ai]v|t[ao]k)\w*\s+$", re.IGNORECASE)  # "handed over 12 bodies"
FRACTION_OF = re.compile(r"\b(?:quarters?|thirds?|half|fifths?|tenths?)\s+of\s+$", re.IGNORECASE)  # "of a million"
ADDRESS = re.compile(r"\.(?:html?|php|aspx?|com|org|net|pdf|jpe?g|png)\b|-{2,}\w", re.IGNORECASE)
HYPHENED = re.compile(r"[A-Za-z]-{1,3}$")  # "covid-19", "family-of-5"
# Behind a year, these go on with something else: "erupting in 2011 with more than half of the people".
AFTER_YEAR = frozenset(
    {"after", "and", "as", "at", "but", "by", "for", "in", "of", "on", "or", "to", "when", "where", "while", "with"}
)
YEAR = re.compile(r"(?:19|20)\d\d")
AGE_BEFORE = re.compile(r"(?:\b(?:aged?|ages)(?:\s+(?:between|from|of))?|\b[A-Z][\w’'-]+\s*[,(])\s*$")
# "a man aged 45", "boys aged 9 and 11", "children aged between two and six".
AGED = re.compile(
    r"\bag(?:ed|es?)\s+(?:(?:between|from|of|about|around|over|under)\s+)?(?:\w{1,9}\s*(?:,\s*and\b|,|and\b|to\b|or\b|-|–)\s*){0,3}$",
    re.IGNORECASE,
)
AGE_AFTER = re.compile(r"\s*(?:[,)]|-?\s?years?[\s-]old|-?\s?months?[\s-]old|[\s-]year)")
AGE_BESIDE = re.compile(r"\b(?P<noun>[a-z]+)\s*,\s*$")  # "its commander, 52, was wounded"
AGE_OF = re.compile(r"\ban?\s+(?:[a-z]+\s+)?(?P<noun>[a-z]+)\s+of\s+$", re.IGNORECASE)  # "a girl of six"
DAYS_BEFORE = re.compile(r"\s\d{1,2}(?:st|nd|rd|th)?\s?(?:-|–|—|to|and|,|until|through)\s?$")
DAYS_BEHIND = re.compile(r"(?:st|nd|rd|th)?\s?(?:-|–|—|to|and|,|until|through)\s?\d{1,2}(?:st|nd|rd|th)?\s")
GROUPS = frozenset({"family", "crew", "couple", "crowd", "mob", "group", "staff", "household"})
NAME_BEFORE = re.compile(r"(?P<word>[A-Za-z.]+)[\s-]+$")


class Number(NamedTuple):
    """A number with its bounds. `start` to `end` holds the bounding words, `core` only the number.

    `vague` is the entry of a vague word ("dozens", "none"), `bounds` the ids of bounding words, the nearest last.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    low: int | None
    high: int | None
    vague: str = ""
    bounds: tuple[str, ...] = ()
    ranged: bool = False


def find_numbers(
    text: str, lexicon: Figures, start: int = 0, end: int | None = None, most: int | None = None
) -> list[Number]:
    """All numbers of a piece of text that can count something, in order; ranges are one number.

    `most` ends the search early: a piece with more numbers than that is a table, not prose.
    """
    found: list[Number] = []
    stop = len(text) if end is None else end
    for match in lexicon.number.finditer(text, start, stop):
        if most is not None and len(found) >= most:
            break
        number = _read(text, match, lexicon, start, stop)
        if number is None or (number.vague == "many" and _follows_number(text, found, number)):
            continue
        while found and found[-1].vague and number.start <= found[-1].start and number.core_start >= found[-1].end:
            found.pop()  # "more" of "more than 20", "some" of "some 220" are bounds, not numbers
        joined = _join(text, found[-1], number, start) if found else None
        if joined is not None:
            found[-1] = joined
        elif not found or number.start >= found[-1].end:
            found.append(number)
        elif number.core_start >= found[-1].end:
            found.append(number._replace(start=number.core_start))
    return found


def _follows_number(text: str, found: list[Number], number: Number) -> bool:
    """Whether a vague word only goes on after a number: "nine more people"."""
    return bool(found) and not text[found[-1].end : number.start].strip()


def _read(text: str, match: re.Match[str], lexicon: Figures, start: int, stop: int) -> Number | None:
    at, end = match.span()
    kind = match.lastgroup if match.lastgroup != "scale" else "digits"
    if kind in ("vague", "none"):
        return _read_vague(text, match, lexicon, start)
    value = value_of(match.group(), lexicon)
    if value is None or _is_score(text, at) or is_no_count(text, at, end, lexicon, start, stop):
        return None
    bounds, first = bounds_before(text, at, lexicon, start)
    number = Number(first, end, at, end, value, value, "", tuple(bounds))
    after = lexicon.after.match(text, end, stop)
    if after is not None:
        bound = lexicon.after_of[" ".join(after["bound"].lower().split())]
        number = number._replace(end=after.end(), bounds=(*number.bounds, bound.id))
    elif text[end : end + 1] == "+" and not text[end + 1 : end + 2].isalnum():
        number = number._replace(end=end + 1, bounds=(*number.bounds, "at_least"))  # "20+ killed"
    low, high = apply_bounds(number.bounds, value, lexicon)
    return number._replace(low=low, high=high)


def _is_score(text: str, at: int) -> bool:
    for score in SCORE.finditer(text, max(0, at - 5), at + 8):
        if at in (score.start(), score.start("second")):
            return int(score["first"]) >= int(score["second"])
    return False


def _read_vague(text: str, match: re.Match[str], lexicon: Figures, start: int) -> Number | None:
    words = " ".join(match.group().lower().split())
    at, end = match.span()
    if match.lastgroup == "none":
        return Number(at, end, at, end, 0, 0, "none")
    entry = lexicon.vague_of[words]
    bounds, first = bounds_before(text, at, lexicon, start)
    return Number(first, end, at, end, entry.low, None, entry.id, tuple(bounds))


def bounds_before(text: str, at: int, lexicon: Figures, start: int) -> tuple[list[str], int]:
    """The bounding words right before a number, and where they begin: "at least another" gives two."""
    found: list[str] = []
    while (match := lexicon.before.search(text[max(start, at - WINDOW) : at])) is not None and len(found) < 3:
        if match["bound"].lower() == "over" and PARTICLE.search(text[start : max(start, at - WINDOW) + match.start()]):
            break
        found.insert(0, lexicon.bound_of[" ".join(match["bound"].lower().split())].id)
        at = max(start, at - WINDOW) + match.start()
    return found, at


def apply_bounds(bounds: tuple[str, ...], value: int, lexicon: Figures) -> tuple[int | None, int | None]:
    """Low and high of a number under its bounding words; the strongest of several counts."""
    order = ("more_than", "at_least", "below", "up_to", "about", "exact")
    chosen = next((b for name in order for b in bounds if b == name), None)
    if chosen is None:
        return value, value
    return _end(lexicon.bounds[chosen], "low", value), _end(lexicon.bounds[chosen], "high", value)


def _end(bound: Bound, side: str, value: int) -> int | None:
    rule = getattr(bound, side)
    return {"": None, "0": 0, "n": value, "n+1": value + 1, "n-1": max(0, value - 1)}[rule]


def _join(text: str, first: Number, second: Number, start: int) -> Number | None:
    """Two numbers as one range: "12 to 15", "between 2 and 6", "100-300"; None when they are two."""
    between = text[first.core_end : second.start]
    joint = JOINT.fullmatch(between)
    if joint is None or first.vague or second.vague or first.low is None or second.core_start < first.core_end:
        return None
    a, b = _plain(first), _plain(second)
    opened = BETWEEN.search(text[max(start, first.start - WINDOW) : first.start])
    word = between.strip().lower()
    if word == "and" and (opened is None or opened["word"].lower() != "between"):
        return None
    if a is None or b is None or a >= b:
        return None
    if opened is not None and RAISED.search(text[max(start, first.start - 2 * WINDOW) : first.start]):
        return None  # "raised its toll from 12 to 14" tells two tolls, not a range
    if word == "or" and b > 3 * a + 2:
        return None
    from_ = first.start if opened is None else max(start, first.start - WINDOW) + opened.start()
    low = a + 1 if "more_than" in first.bounds else a
    return Number(from_, second.end, first.core_start, second.core_end, low, b, "", first.bounds, True)


def _plain(number: Number) -> int | None:
    """The number that was written, whatever its bounds."""
    if "more_than" in number.bounds and number.low is not None:
        return number.low - 1
    if "below" in number.bounds and number.high is not None:
        return number.high + 1
    return number.high if number.high is not None else number.low


def value_of(words: str, lexicon: Figures) -> int | None:
    """The value of a number in digits or words: "1,900", "two dozen", "one hundred and five", "2.5 million"."""
    parts = [p for p in re.split(r"[\s-]+", words.lower().strip()) if p and p != "and"]
    if not parts:
        return None
    if parts[0] == "half":
        return _half(words, lexicon)
    plain = re.sub(r"[,\u00a0\u202f]", "", parts[0])
    if plain.replace(".", "", 1).isdigit():
        return _digits(plain, words, lexicon) if len(plain) <= LONGEST_DIGITS else None
    return _spelt(parts, lexicon)


def _digits(plain: str, words: str, lexicon: Figures) -> int | None:
    scale = _scale(words, lexicon)
    if "." in plain:
        return round(float(plain) * scale) if scale > 1 else None
    return int(plain) * scale


def _spelt(parts: list[str], lexicon: Figures) -> int | None:
    """Number words, added and multiplied as they are spoken; None when they are no one number ("five six")."""
    values = _table(lexicon)
    total = current = last = 0
    for part in parts:
        if part in ("a", "an"):
            current = current or 1
            continue
        value = values.get(part) or values.get(part.rstrip("s"))
        if value is None or (value < 100 and last and last <= value and part.rstrip("s") not in lexicon.words.scales):
            return None
        if part.rstrip("s") in lexicon.words.scales:
            current = max(current, 1) * value
            if value >= 1000:
                total, current = total + current, 0
            last = 0
        else:
            current += value
            last = value
    return total + current


@lru_cache(maxsize=4)
def _table(lexicon: Figures) -> dict[str, int]:
    words = lexicon.words
    return {**words.units, **words.tens, **words.scales}


def _scale(words: str, lexicon: Figures) -> int:
    last = words.lower().split()[-1]
    return lexicon.words.scales.get(last, 1)


def _half(words: str, lexicon: Figures) -> int | None:
    scale = _scale(words, lexicon)
    return scale // 2 if scale > 1 else None


def _is_age(left: str, right: str, digits: str, lexicon: Figures) -> bool:
    """Whether a number is an age: "a girl of six", "boys aged 9 and 11", "its commander, 52, was wounded"."""
    people = lexicon.words.people - GROUPS
    of = AGE_OF.search(left)
    if of is not None and of["noun"].lower() in people:
        return True
    beside = AGE_BESIDE.search(left)
    noun = beside["noun"] if beside is not None and re.fullmatch(r"[1-9]\d", digits) else ""
    if noun in people and not noun.endswith("s") and re.match(r"\s*,", right):
        return True
    return bool(AGED.search(left)) and len(digits) <= 9 and not _counts_people(right, lexicon)


def is_no_count(text: str, at: int, end: int, lexicon: Figures, start: int = 0, stop: int | None = None) -> bool:
    """Whether a number is money, a share, a date, an age, a length of time, a distance or part of a name."""
    left = text[max(start, at - 24) : at]
    right = text[end : end + 24 if stop is None else min(stop, end + 24)]
    units, money, months = _contexts(lexicon)
    digits = text[at:end].strip()
    if units.match(right) or money.search(left) or FRACTION_OF.search(left) or ADDRESS.match(right):
        return True
    if digits[:1].isdigit() and HYPHENED.search(left):
        return True
    if _is_age(left, right, digits, lexicon):
        return True
    is_digits = digits[:1].isdigit()
    if not is_digits:
        return bool(AGE_AFTER.match(right) and re.match(r"\s*-?\s?(?:years?|months?)", right))
    if months.match(right.lstrip()) and len(digits) <= 2:
        return True
    month = months.search(left)
    between = left[month.end() :].strip() if month is not None else ""
    if len(digits) <= 2 and (_is_day(left, months) or _is_day_before(right, months)):
        return True
    if month is not None and (between == "" if len(digits) <= 2 else YEAR.fullmatch(digits) and len(between) <= 4):
        return True
    if YEAR.fullmatch(digits) and not _counts_people(right, lexicon):
        return True
    if (
        AGE_BEFORE.search(left)
        and AGE_AFTER.match(right)
        and len(digits) <= 2
        and not right.lstrip().startswith(", wound")
    ):
        return True
    if re.match(r"\s?-\s?(?:year|month|week|day|hour|storey|story|point|mile|km)", right) or re.search(
        r"\d[:.]$", left
    ):
        return True
    name = NAME_BEFORE.search(left)
    return name is not None and name["word"].lower() in lexicon.words.designators and not _counts_people(right, lexicon)


def _is_day(left: str, months: re.Pattern[str]) -> bool:
    """Whether a number ends some days that a month opened: the 14 of "December 12 to 14"."""
    span = DAYS_BEFORE.search(left)
    return span is not None and any(m.end() >= span.start() for m in months.finditer(left[: span.start() + 1]))


def _is_day_before(right: str, months: re.Pattern[str]) -> bool:
    """The same where the month comes behind: the 12 of "12 to 14 December"."""
    span = DAYS_BEHIND.match(right)
    return span is not None and months.match(right, span.end()) is not None


def _counts_people(right: str, lexicon: Figures) -> bool:
    word = re.match(r"\s+(?:[a-z-]+\s+)?([A-Za-z]+)", right)
    words = re.findall(r"[A-Za-z]+", right)[:2]
    if not words or words[0].lower() in AFTER_YEAR:
        return False
    return word is not None and any(
        w.lower() in lexicon.words.people
        or w.lower().rstrip("s") in lexicon.words.people
        or w.lower() in lexicon.words.plain_people
        for w in words
    )


@lru_cache(maxsize=4)
def _contexts(lexicon: Figures) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = lexicon.words
    units = re.compile(rf"\s*-?(?:{alternatives(words.not_counts)})(?!\w)", re.IGNORECASE)
    money = re.compile(
        rf"(?:(?<!\w){alternatives(w for w in words.money if w[0].isalnum())}|[$£€₦₹¥₪])\s?$", re.IGNORECASE
    )
    months = re.compile(rf"(?:^|(?<=\s)){alternatives(words.months)}(?!\w)", re.IGNORECASE)
    return units, money, months
