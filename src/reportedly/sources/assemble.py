"""From the fields that a reader found to a Report, with the same checks for every format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from reportedly.errors import InputError
from reportedly.model import Problem, Report, make_report
from reportedly.sources.dates import parse_published
from reportedly.sources.language import find_language
from reportedly.sources.options import COLUMN_NAMES, SourceOptions
from reportedly.sources.origins import find_origin

SURROGATE = re.compile("[\ud800-\udfff]")
LANGUAGE_CODE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE | re.DOTALL)
SHOWN_CHARS = 300  # a message stays readable when the header is no header
Fields = Mapping[str, str | None]


def assemble(
    fields: Fields,
    source: str,
    place: str,
    options: SourceOptions,
    *,
    date_place: str | None = None,
    is_language_sure: bool = True,
) -> Report:
    """A Report of the fields that an input gives of itself, with the user's defaults for those it lacks.

    Line ends become `\\n`; half of a surrogate pair, which no file can hold, becomes U+FFFD; nothing else of the text
    changes. `place` is the item in the source, `date_place` where its date stands. `is_language_sure` is False when
    the language is a template's word for a whole site. Raises InputError when no report can be made of them.
    """
    given = {name: _tidy(value) for name, value in fields.items() if name != "text"}
    text = SURROGATE.sub("\ufffd", (fields.get("text") or "").replace("\r\n", "\n"))
    if not text.strip():
        raise InputError(source, place, "it holds no text; leave it out or add the text of the report.")
    if len(text) > options.max_chars:
        reason = f"its text has {len(text):,} characters, over the limit of {options.max_chars:,}; split it."
        raise InputError(source, place, reason)
    outlet = given.get("outlet") or options.outlet
    origin, how = _origin(given, text, outlet)
    return make_report(
        text,
        outlet=outlet,
        title=given.get("title"),
        published=_published(given.get("published"), source, date_place or place) or options.published,
        language=_language(given.get("language"), text, source, place, options, is_language_sure),
        url=given.get("url"),
        author=given.get("author"),
        origin=origin,
        origin_how=how,
        retrieved=given.get("retrieved"),
        source=f"{source}, {place}" if place else source,
    )


def _tidy(value: str | None) -> str | None:
    """One line without blanks at its ends; nothing rather than an empty string."""
    return SURROGATE.sub("\ufffd", " ".join(value.split())) or None if value else None


def _published(value: str | None, source: str, place: str) -> str | None:
    try:
        return parse_published(value) if value else None
    except InputError as error:
        raise InputError(source, place, error.reason) from error


def _origin(given: Fields, text: str, outlet: str | None) -> tuple[str | None, str | None]:
    origin, how = given.get("origin"), given.get("origin_how") or "given"
    if not origin:
        origin, how = find_origin(text, given.get("title")) or (None, how)
    return (origin, how) if origin and not _is_same(origin, outlet or "") else (None, None)


def _is_same(name: str, outlet: str) -> bool:
    """Whether a credit names the outlet itself, in full or by its initials."""
    initials = "".join(word[0] for word in outlet.split() if word[0].isupper())
    return name.replace(".", "").casefold() in (outlet.replace(".", "").casefold(), initials.casefold())


def _language(
    declared: str | None, text: str, source: str, place: str, options: SourceOptions, is_sure: bool
) -> str | None:
    match = LANGUAGE_CODE.fullmatch(declared or "")
    code = match[1].lower() if match else None
    language = code if code and is_sure else find_language(text, options.languages or ("en",)) or code
    if options.languages and language and language not in options.languages:
        if language == code and not is_sure:
            return None  # a template's word alone refuses nothing
        known = " and ".join(f'"{name}"' for name in options.languages)
        raise InputError(
            source, place, f'the text is in language "{language}", but only {known} can be read; give a translation.'
        )
    return language


def column_map(names: Iterable[str], options: SourceOptions, source: str, place: str) -> dict[str, str]:
    """Our field -> the column it is read from: as the user maps it, else by its usual names in any case.

    Raises InputError when a mapped column is missing or no column holds the text.
    """
    columns = {name.strip().lower(): name for name in reversed(list(names)) if name.strip()}
    shown = ", ".join(sorted(columns.values()))[:SHOWN_CHARS] or "none"
    found: dict[str, str] = {}
    for field, usual in COLUMN_NAMES.items():
        wanted = options.columns.get(field)
        if wanted is not None and wanted.strip().lower() not in columns:
            raise InputError(source, place, f'there is no column "{wanted}" for {field}; the columns are: {shown}.')
        for name in (wanted.strip().lower(),) if wanted else usual:
            if name in columns:
                found[field] = columns[name]
                break
    if "text" not in found:
        raise InputError(source, place, f"no column holds the text; map one to text. The columns are: {shown}.")
    return found


def as_problem(error: InputError) -> Problem:
    """The Problem that says what the error says."""
    return Problem(source=error.source, place=error.place, reason=error.reason)
