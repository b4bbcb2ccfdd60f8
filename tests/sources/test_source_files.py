from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest

from reportedly.errors import InputError
from reportedly.model import Problem, Report
from reportedly.sources import FORMATS, SourceOptions, find_format, read_sources
from reportedly.sources.files import TOO_MUCH, Document
from tests.sources.reading import read_bytes, read_one, read_problem

TEXT = "The army said that it had not fired."


def read(*paths: Path | str, **options: object) -> list[Report | Problem]:
    return list(read_sources(paths, SourceOptions(**options)))  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "C.txt", ".hidden.txt", ".git/x.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(f"{name}: {TEXT}")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "in"


def test_reads_a_folder_by_name_and_names_files_as_given(folder: Path) -> None:
    assert [r.source for r in read("in")] == ["in/C.txt", "in/a/b/c.txt", "in/a/z.txt", "in/b.txt"]
    assert [r.source for r in read("in/b.txt", Path("in") / "C.txt")] == ["in/b.txt", "in/C.txt"]


def test_a_missing_file_and_an_empty_folder_are_problems_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "empty").mkdir()
    missing, empty, report = read("in/none.txt", "in/empty", "in/b.txt")
    assert missing == Problem(source="in/none.txt", place="", reason="there is no such file or folder; check the path.")
    assert empty == Problem(
        source="in/empty", place="", reason="the folder holds no files; name one that holds reports."
    )
    assert isinstance(report, Report)
    (odd,) = read("in/\0.txt")
    assert isinstance(odd, Problem)


def test_an_unreadable_folder_is_a_problem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refuse(path: Path) -> object:
        if path.name == "a":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = read("in")
    assert found[1] == Problem(source="in/a", place="", reason="it may not be read; change its permissions.")
    assert [r.source for r in found] == ["in/C.txt", "in/a", "in/b.txt"]


def test_links_and_pipes_in_a_folder_are_not_followed(folder: Path) -> None:
    outside = folder.parent / "outside.txt"
    outside.write_text("A text that nobody meant to have read.")
    (folder / "link.txt").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "nowhere").symlink_to(folder / "gone")
    os.mkfifo(folder / "pipe")
    link = "this is a link to elsewhere, and is not followed; name it yourself to read it."
    found = read("in")
    assert [(r.source, r.reason) for r in found if isinstance(r, Problem)] == [
        ("in/link.txt", link),
        ("in/loop", link),
        ("in/nowhere", link),
        ("in/pipe", "this is neither a file nor a folder, and is not read; name it yourself to read it."),
    ]
    assert not [r for r in found if isinstance(r, Report) and "nobody meant" in r.text]


def test_a_link_that_is_named_is_read(folder: Path) -> None:
    outside = folder.parent / "outside.txt"
    outside.write_text(TEXT)
    (folder / "link.txt").symlink_to(outside)
    assert [r.text for r in read("in/link.txt") if isinstance(r, Report)] == [TEXT]


def test_a_name_that_is_no_utf8_is_shown(folder: Path) -> None:
    name = os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")
    Path(name).write_text(TEXT)
    assert [r.source for r in read("in")][-1] == "in/caf\ufffd.txt"


def test_unpacks_gzip_and_keeps_its_limit() -> None:
    packed = gzip.compress(TEXT.encode() * 50)
    assert read_one(packed).text == TEXT * 50
    assert read_problem(packed, max_bytes=100) == ("", "it is larger than 100 bytes; split it or raise the limit.")
    bomb = gzip.compress(b'{"text":\n' * 100_000)
    assert read_bytes(bomb, max_bytes=100)[-1].reason == TOO_MUCH  # type: ignore[union-attr]
    assert read_problem(packed[:-20])[1].startswith("it breaks off or is damaged (Compressed file ended")
    assert read_problem(packed[:10] + b"\xff" * 30)[1].startswith("it breaks off or is damaged (")


def test_a_packed_file_has_the_format_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"body": "It was said."}'))
    (report,) = read(path)
    assert isinstance(report, Report)
    assert (report.text, report.source) == ("It was said.", f"{path.as_posix()}, line 1")


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"---\noutlet: A\n---\n"])
def test_nothing_in_it_is_a_problem(data: bytes) -> None:
    reason = "it holds no text; leave it out or add the text of the report."
    empty = "there is nothing in it; leave it out or save the report into it again."
    assert read_problem(data) == ("", reason if data else empty)


def test_limits_are_said() -> None:
    assert read_problem(b"a b c", max_bytes=4) == ("", "it is larger than 4 bytes; split it or raise the limit.")
    assert read_problem(b"a b c", max_chars=4) == ("", "its text has 5 characters, over the limit of 4; split it.")


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a.txt", b"The army", "text"),
        ("a.txt", b"\xef\xbb\xbf\n<!DOCTYPE html><p>", "html"),
        ("a", b"<!-- saved --><html>", "html"),
        ("a.html", b'<?xml version="1.0"?><rss>', "feed"),
        ("a.xml", b'<?xml version="1.0"?><html>', "html"),
        ("a.XML.GZ", b"anything", "feed"),
        ("a.json", b"{", "jsonl"),
        ("-", b'{"text": 1}', "jsonl"),
        ("-", b"[{}]", "jsonl"),
        ("-", b"[Update] The army", "text"),
        ("-", b'Date;"Text"\r\n', "csv"),
        ("-", b"Text, they said, is published", "text"),
        ("a.tsv", b"x", "csv"),
        ("a.dat", b"\xff\xfe", "text"),
        ("a.dat", "<rss>".encode("utf-16"), "feed"),
    ],
)
def test_finds_the_format(name: str, head: bytes, expected: str) -> None:
    assert find_format(Document(name, head, io.BufferedReader(io.BytesIO(head)))) == expected  # type: ignore[type-var]
    assert expected in FORMATS


def test_options_are_checked_at_once() -> None:
    with pytest.raises(InputError, match=r'"pdf" is no format; name one of text, html, jsonl, csv, feed, warc, parq'):
        read_sources([], SourceOptions(format="pdf"))
    with pytest.raises(InputError, match='"soon" is not a date'):
        SourceOptions(published="soon")
    with pytest.raises(InputError, match='"who" is not a field of a report; map one of text, title, outlet, published'):
        SourceOptions(columns={"who": "x"})
    assert SourceOptions(published="12 May 2026").published == "2026-05-12"
