"""Checks that a match is a time and not another use of its words: ages, counts of people, names, fractions."""

from __future__ import annotations

import re

from reportedly.stages.time_calendar import day_in
from reportedly.stages.time_scan import Found, Guard, Scan, value_of

PAUSES = frozenset({"", ",", ".", ";", ":", "!", "?", ")", '"', "”", "'", "’", "-", "–", "—", "\n"})
JOINING = frozenset({"and", "but", "when", "in", "at", "on", "with", "to", "by", "as", "from", "until"})
AGES = frozenset({"old", "younger", "older", "aged"})
DAYS_OF = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
UNIT_WORDS_NEED = frozenset(
    {"for", "within", "in", "after", "over", "and", "took", "lasted", "several", "than", "of", "until", "or"}
)
CLOCK_CUES = frozenset(
    {
        "at",
        "by",
        "around",
        "about",
        "until",
        "till",
        "from",
        "since",
        "between",
        "to",
        "and",
        "before",
        "after",
        "(",
        "-",
    }
)
DAYPART_CUES = frozenset({"at", "by", "during", "in", "that", "every", "each", "until"})
NTH = frozenset({"first", "second", "third", "fourth", "last", "final"})
FIRST_YEAR, LAST_YEAR = 1900, 2035


def _next(scan: Scan, found: Found) -> str:
    return scan.word(found.last).strip() or ("" if found.last >= len(scan.tokens) else "\n")


def _before(scan: Scan, found: Found) -> str:
    return scan.word(found.first - 1).strip() or "\n"


def _words(scan: Scan, found: Found) -> list[str]:
    return [t.lower() for t in scan.tokens.texts[found.first : found.last]]


def _day(scan: Scan, found: Found) -> bool:
    month = value_of(scan, found, "month")
    day = value_of(scan, found, "day") or value_of(scan, found, "day_th")
    return isinstance(month, int) and isinstance(day, int) and 1 <= day <= DAYS_OF[month - 1]


def iso(scan: Scan, found: Found) -> bool:
    """Figures that are a day of the calendar."""
    text = scan.raw(found.first)
    return day_in(int(text[:4]), int(text[5:7]), int(text[8:10])) is not None


def numeric(scan: Scan, found: Found) -> bool:
    """Three figures of which two can be day and month."""
    first, second, third = re.split(r"[/.]", scan.raw(found.first))
    if len(first) == 4:
        return day_in(int(first), int(second), int(third)) is not None
    if len(third) == 3 or len(first) > 2 or ("." in scan.raw(found.first) and len(third) != 4):
        return False
    return any(day_in(2000, m, d) for m, d in ((int(first), int(second)), (int(second), int(first))))


def day_month(scan: Scan, found: Found) -> bool:
    """A day that the month has, and no amount of money before it."""
    return _day(scan, found) and _before(scan, found) not in ("$", "€", "£")


def month_day(scan: Scan, found: Found) -> bool:
    """A day that the month has, and nothing counted after it: not "in May 18 people were killed"."""
    counted = "year" not in found.parts and _next(scan, found) in scan.words.lists["counted"]
    return _day(scan, found) and not counted and not _is_decimal(scan, found.last)


def _is_decimal(scan: Scan, at: int) -> bool:
    return (
        scan.word(at) in (".", ",", "-", "–")
        and scan.word(at + 1).isdigit()
        and scan.tokens[at].start == (scan.tokens[at - 1].end)
        and scan.tokens[at].text == "."
    )


def month_alone(scan: Scan, found: Found) -> bool:
    """A month and not a modal verb, a march or a first name."""
    word, before, after = _words(scan, found)[0], _before(scan, found), scan.raw(found.last)
    shows = before in scan.words.lists["shows_time"]
    if word in scan.words.lists["doubtful"]:
        return shows and not (after == "of" and scan.raw(found.last + 1)[:1].isupper())
    if word in scan.words.lists["names"] and not shows and before != "the":
        follows = after[:1].isupper() and after.lower() not in scan.words.lists["function_words"]
        return not follows
    return True


def weekday(scan: Scan, found: Found) -> bool:
    """A weekday, and not one that has become a name: "Bloody Sunday"."""
    if _before(scan, found) == "a" and _next(scan, found) in PAUSES:
        return False  # "it fell on a Monday"
    if _next(scan, found) == "of" and (_before(scan, found) in NTH or _words(scan, found)[0] in NTH):
        return False  # "the last Friday of Lent" is not last Friday
    return _before(scan, found) not in ("black", "bloody", "super", "good", "ash", "palm", "easter", "holy")


def day_th(scan: Scan, found: Found) -> bool:
    """ "The 20th" with no noun after it."""
    digits = scan.raw(found.first + 1)[:1].isdigit()
    after = _next(scan, found)
    return digits and (after in PAUSES or after in scan.words.lists["function_words"])


def year(scan: Scan, found: Found) -> bool:
    """A number that is a year by its neighbours."""
    at = found.parts["year"]
    number = int(scan.tokens.texts[at])
    before, after = _before(scan, found), _next(scan, found)
    if "the year" in " ".join(_words(scan, found)) or "bc" in found.parts:
        return True
    lists = scan.words.lists
    if before in lists["no_year"] or after in lists["counted"] or _joined(scan, found):
        return False
    shown = before in lists["shows_year"] or before in ("–", "—", "/")
    if before == "the" and not FIRST_YEAR <= number <= LAST_YEAR:
        shown = False
    plural = after.endswith("s") and after.isalpha() and len(after) > 3 and after not in ("was", "as", "is", "has")
    if plural and before not in ("in", "since", "the", "of", "from", "until", "by", "during"):
        return False
    if FIRST_YEAR <= number <= LAST_YEAR:
        return True
    return shown or after in (")", "-", "–") or (before in ("\n", ",") and after in PAUSES)


def _joined(scan: Scan, found: Found) -> bool:
    """Whether the number is a piece of a longer one, of a code or a version: "AK-2000", "2000.5"."""
    tokens = scan.tokens
    first, last = tokens[found.first], tokens[found.last - 1]
    before = tokens[found.first - 1] if found.first else None
    after = tokens[found.last] if found.last < len(tokens) else None
    glued_before = before is not None and before.end == first.start and before.text[-1:].isalnum()
    glued_dash = (
        before is not None
        and before.end == first.start
        and before.text in "-/"
        and found.first > 1
        and tokens[found.first - 2].end == before.start
        and tokens[found.first - 2].text.isalpha()
        and tokens[found.first - 2].text.lower() not in ("mid", "pre", "post", "early", "late")
    )
    glued_after = after is not None and after.start == last.end and after.text[:1].isalnum()
    return glued_before or glued_dash or glued_after


def short_year(scan: Scan, found: Found) -> bool:
    """ "'89" after a word that shows a year."""
    return _before(scan, found) in scan.words.lists["shows_year"]


def tight(scan: Scan, found: Found) -> bool:
    """No blanks round the dash: "2023-24"."""
    return scan.tight(found.first + 1) and not _joined(scan, found)


def day_range(scan: Scan, found: Found) -> bool:
    """Two days in order, and nothing counted: not "on March 26 and 30 others were hurt"."""
    low = value_of(scan, found, "from") or value_of(scan, found, "from_th")
    high = value_of(scan, found, "day") or value_of(scan, found, "day_th")
    if not isinstance(low, int) or not isinstance(high, int) or not low < high or not _day(scan, found):
        return False
    return "year" in found.parts or _next(scan, found) not in scan.words.lists["counted"]


def ends(scan: Scan, found: Found) -> bool:
    """ "Two days before", with nothing that it is before: "two days before the vote" counts from the vote."""
    last = scan.word(found.last - 1)
    if last not in ("before", "after", "prior", "previous", "following", "on", "hence"):
        return True
    after = _next(scan, found)
    return after in PAUSES or (last != "on" and after in JOINING)


def same(scan: Scan, found: Found) -> bool:
    """ "That day" as a day, not "that day care"."""
    return _next(scan, found) not in ("care", "of")


def quarter(scan: Scan, found: Found) -> bool:
    """A half or quarter of a year; without a year a half is one of a match."""
    words = _words(scan, found)
    return "year" in " ".join(words) or "year" in found.parts or ("quarter" in words and words[0] == "the")


def season(scan: Scan, found: Found) -> bool:
    """A season and not a fall, a source or a coil."""
    words = _words(scan, found)
    if "year" in found.parts or "apostrophe" in found.parts or "part" in found.parts:
        return True
    word = scan.raw(found.parts["season"])
    before = _before(scan, found)
    if "fall" in words:
        return before in ("in", "this") and _next(scan, found) in PAUSES
    if words[0] == "the":
        return _next(scan, found) != "of" or word.lower() != "spring"
    return word[:1].isupper() or word != "spring" or before in scan.words.lists["shows_time"]


def new_year(scan: Scan, found: Found) -> bool:
    """The feast or the coming year, not "a new year of war"."""
    return _before(scan, found) not in ("a", "lunar", "chinese", "jewish", "islamic", "persian", "kurdish", "school")


def _is_age(scan: Scan, at: int) -> bool:
    after, second = scan.word(at), scan.word(at + 1)
    if after in AGES or (after in ("-", "‑") and second in AGES):
        return True
    return (after == "of" and second == "age") or (
        after in ("and", "or") and second in ("older", "younger", "over", "under")
    )


def duration(scan: Scan, found: Found) -> bool:
    """A length of time and no age."""
    words = _words(scan, found)
    if words[-1] in ("hrs", "hours") and len(words) == 2 and len(words[0]) == 4 and words[0].isdigit():
        return False  # "1100 hrs" is a time of day
    share = words[-1] in ("quarters", "seconds") and "stretch" not in found.parts
    return not share and not _is_age(scan, found.last) and _before(scan, found) not in ("$", "aged", "age")


def duration_one(scan: Scan, found: Found) -> bool:
    """One unit as a length: not a second one, not a quarter of something, not "one day" as some day."""
    words = _words(scan, found)
    if _next(scan, found) == "-" and scan.word(found.last + 1) == "long":
        return False
    if words[-1] in ("second", "quarter", "night") or (words[-1] == "weekend" and words[0] in ("a", "an")):
        return False
    if words == ["one", "day"] and (
        _before(scan, found) in PAUSES or _before(scan, found) in ("will", "that", "would")
    ):
        return False
    return not _is_age(scan, found.last)


def the_period(scan: Scan, found: Found) -> bool:
    """A period that is spoken of as a whole, or that something goes on for."""
    words, before, after = _words(scan, found), _before(scan, found), _next(scan, found)
    if words[1] in ("entire", "whole", "full"):
        return after in PAUSES or after in JOINING
    ends_here = after in PAUSES or after in JOINING
    return ends_here and before in (
        "throughout",
        "for",
        "during",
        "end",
        "ended",
        "finish",
        "finished",
        "through",
        "close",
        "closed",
    )


def no_age(scan: Scan, found: Found) -> bool:
    """No age: "the two-year-old"."""
    return not _is_age(scan, found.last)


def bare_units(scan: Scan, found: Found) -> bool:
    """ "For weeks": a plural without a number after a word that shows a length."""
    word, before = _words(scan, found)[0], _before(scan, found)
    if word in ("seconds", "quarters", "nights", "weekends"):
        return before == "for"
    if _is_age(scan, found.last):
        return False
    return before in UNIT_WORDS_NEED or before in ("\n", ".")


def past_span(scan: Scan, found: Found) -> bool:
    """A length up to or from a day: not "the first day"."""
    words = _words(scan, found)
    if _is_age(scan, found.last):
        return False
    if "long_unit" in found.parts:
        return (
            words[0] == "the"
            and any(w in ("past", "last", "coming") for w in words)
            and words[-1] not in ("day", "night", "second", "minute", "hour", "weekend", "quarter")
        )
    return not (words[0] in ("his", "her") and "last" in words)


def bare_span(scan: Scan, found: Found) -> bool:
    """ "Recent weeks"; with "last", "past" or "next" a number is needed."""
    words = _words(scan, found)
    if len(words) == 2:
        return words[0] in ("recent", "coming", "following", "ensuing", "subsequent")
    return not _is_age(scan, found.last)


def every(scan: Scan, found: Found) -> bool:
    """A repeated time: not "per second"."""
    return _words(scan, found)[-1] not in ("second", "quarter", "seconds")


def nth_unit(scan: Scan, found: Found) -> bool:
    """ "In its 18th month": of the thing spoken of, so that the length runs to now."""
    return _words(scan, found)[0] in ("its", "their") and _before(scan, found) in (
        "in",
        "into",
        "enters",
        "entered",
        "for",
        "of",
        "on",
    )


def clock(scan: Scan, found: Found) -> bool:
    """A time of day, shown by a.m., a zone, or a word before it."""
    parts = found.parts
    if parts.keys() & {"ampm", "zone", "time_of", "named_clock", "military", "dayword", "weekday", "month"}:
        return not (parts.keys() == {"named_clock"} and _next(scan, found) in ("mass", "oil", "express"))
    words = _words(scan, found)
    return bool({"hrs", "hours"} & set(words)) or _before(scan, found) in CLOCK_CUES


def daypart(scan: Scan, found: Found) -> bool:
    """A part of the day as a time: "at night", "the morning"."""
    words = _words(scan, found)
    if words[-1] in ("dawn", "dusk", "midday") or words[0] in ("the", "late", "early", "one"):
        return _next(scan, found) != "of" and (
            words[0] != "the"
            or _before(scan, found) in ("in", "during", "into", "by", "through", "of", "on", "throughout")
        )
    return _before(scan, found) in DAYPART_CUES


def eid(scan: Scan, found: Found) -> bool:
    """The feast and not a name."""
    after = scan.raw(found.last)
    return not (after[:1].isupper() and after.isalpha()) or len(_words(scan, found)) > 2


def ref(scan: Scan, found: Found) -> bool:
    """The present, past or future as such: not "as soon as", "past the bridge"."""
    words = _words(scan, found)
    word, before, after = words[-1], _before(scan, found), _next(scan, found)
    if word == "past":
        return False
    if word == "soon":
        return after != "as" and before not in ("as", "too", "how") and "too" not in words
    if word == "recent":
        return before != "most" and "most" not in words
    if word == "now":
        return after != "that"
    return True


def the_ref(scan: Scan, found: Found) -> bool:
    """ "At that time", "in the past"; not "this time, they left"."""
    words = _words(scan, found)
    if words[-1] == "time" and words[0] in ("this", "that"):
        return _before(scan, found) in ("at", "by", "until", "since", "from", "during", "of")
    if words[-1] == "moment":
        return _before(scan, found) in ("at", "for")
    return True


GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        iso,
        numeric,
        day_month,
        month_day,
        month_alone,
        weekday,
        day_th,
        year,
        short_year,
        tight,
        day_range,
        ends,
        same,
        quarter,
        season,
        new_year,
        duration,
        duration_one,
        no_age,
        the_period,
        bare_units,
        past_span,
        bare_span,
        every,
        nth_unit,
        clock,
        daypart,
        eid,
        ref,
        the_ref,
    )
}
