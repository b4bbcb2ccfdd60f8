from __future__ import annotations

import json

import pytest

from reportedly.model import Problem, Report
from tests.sources.reading import read_bytes, read_one, read_problem

TEXT = "The army denied it."


def test_reads_lines_and_goes_on_behind_a_broken_one() -> None:
    lines = [
        '{"text": "One.\\r\\nTwo.", "outlet": "A", "date": "2031-05-12", "link": "https://a.example/1"}',
        '{"text": "broken',
        "",
        '{"Body": "Three.", "Headline": "H", "publisher": {"name": "B"}, "author": [{"name": "X"}, "Y"], "lang": "en"}',
        "[1]",
        '{"content": 7}',
        '{"title": "only"}',
        '{"text": "Four.", "date": "soon"}',
        '{"text": " "}',
    ]
    found = read_bytes("\n".join(lines).encode() + b"\n\xff\xfa\xe1\x01")
    first, second = (r for r in found if isinstance(r, Report))
    assert (first.text, first.outlet, first.published, first.url) == (
        "One.\nTwo.",
        "A",
        "2031-05-12",
        "https://a.example/1",
    )
    assert first.source == "-, line 1"
    assert (second.text, second.title, second.outlet, second.author) == ("Three.", "H", "B", "X, Y")
    assert [(p.place, p.reason) for p in found if isinstance(p, Problem)] == [
        ("line 2", "the JSON is broken (Unterminated string starting at character 10); correct or remove it."),
        ("line 5", "this is no JSON object; write one report as {...}."),
        ("line 6", '"content" is no string; map text to one that is.'),
        ("line 7", "no column holds the text; map one to text. The columns are: title."),
        ("line 8", '"soon" is not a date; write it like 2025-03-27, 2025-03-27T14:05+02:00 or 27 March 2025.'),
        ("line 9", "it holds no text; leave it out or add the text of the report."),
        ("line 10", "the bytes are no text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8 text."),
    ]


def test_maps_columns_and_nested_keys() -> None:
    columns = {"text": "story", "published": "meta.when", "outlet": "meta.paper"}
    line = json.dumps({"story": TEXT, "text": "other", "meta": {"when": "2031-05-12", "paper": "A"}})
    report = read_one(line, columns=columns)
    assert (report.text, report.published, report.outlet) == (TEXT, "2031-05-12", "A")
    assert read_problem(line, columns={"text": "Body"}) == (
        "line 1",
        'there is no column "Body" for text; the columns are: meta, story, text.',
    )


@pytest.mark.parametrize(
    ("data", "source"),
    [
        ('{\n  "text": "The army denied it."\n}\n', "-"),
        ('[{"text": "The army denied it."}]', "-, item 1"),
        ('\ufeff{"text": "The army denied it."}', "-, line 1"),
    ],
)
def test_reads_one_json_value(data: str, source: str) -> None:
    report = read_one(data, format="jsonl")
    assert (report.text, report.source) == (TEXT, source)
    assert read_one(data.encode("utf-16"), format="jsonl").text == TEXT


def test_a_broken_file_says_where() -> None:
    assert read_problem('[\n{"text": "a"},\n{"text" 1}]', format="jsonl") == (
        "",
        "the JSON is broken (Expecting ':' delimiter at line 3, character 9); correct or remove it.",
    )
    deep = "the JSON is nested too deep or holds too long a number; simplify it."
    assert read_problem('{"a":' + "[" * 200_000, format="jsonl") == ("line 1", deep)
    assert read_problem('{"text": ' + "9" * 5000 + "}") == ("line 1", deep)


def test_half_a_surrogate_pair_becomes_a_replacement_mark() -> None:
    report = read_one('{"text": "a \\ud800 b \\ud83d\\ude00", "title": "\\udfff"}')
    assert (report.text, report.title) == ("a \ufffd b \U0001f600", "\ufffd")


def test_a_line_that_is_too_long_is_passed_over() -> None:
    long = '{"text": "' + "a" * 3_000_000 + '"}\n{"text": "b"}'
    problem, report = read_bytes(long, max_bytes=1000)
    assert problem == Problem(
        source="-", place="line 1", reason="the line is longer than 1,000 bytes; split it or raise the limit."
    )
    assert isinstance(report, Report)
    assert report.source == "-, line 2"
    assert len(read_bytes(long)) == 2


@pytest.mark.parametrize(
    "first", ["[" * 100_000 + "]" * 100_000, '{"a":' * 100_000 + "1" + "}" * 100_000, "[1, 2", "["]
)
def test_a_first_line_that_is_no_report_does_not_cost_the_next(first: str) -> None:
    """Each line stands on its own: nested too deep, broken off, or a list."""
    problem, report = read_bytes(f'{first}\n\n{{"text": "{TEXT}"}}\n{{"text": "{TEXT} Again."}}\n', format="jsonl")[:2]
    assert isinstance(problem, Problem)
    assert problem.place == "line 1"
    assert isinstance(report, Report)
    assert (report.text, report.source) == (TEXT, "-, line 3")


def test_a_list_over_many_lines_is_one_value() -> None:
    """Written one object a line, with blank lines, or broken off: the place in it is told."""
    listed = [
        r.text
        for r in read_bytes('\n[{"text": "One."},\n\n{"text": "Two."},\n{"text": "Three."}]')
        if isinstance(r, Report)
    ]
    assert listed == ["One.", "Two.", "Three."]
    assert read_problem('\n[{"text": "One."},\n{"text": "Two."},\n')[1].startswith(
        "the JSON is broken (Expecting value at line 4"
    )
    assert (
        read_problem("[" + "1,\n" * 90, max_bytes=100)[1] == "it is larger than 100 bytes; split it or raise the limit."
    )
