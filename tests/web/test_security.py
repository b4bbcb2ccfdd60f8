"""What keeps the page safe: hostile texts, strangers, forged forms, uploads without end."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from factory import event, figure, full_analysis, ref, report, statement
from hypothesis import given
from hypothesis import strategies as st
from starlette.routing import Route
from starlette.testclient import TestClient
from web.cases import SECRET, client, crawl, make_case

from reportedly.model import Analysis
from reportedly.web import reading
from reportedly.web.app import CHANGES
from reportedly.web.page import plain
from reportedly.web.security import is_loopback, make_door

HOSTILE = (
    "<script>alert(1)</script>",
    "<svg onload=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "</p></article><iframe src=//example.org>",
    "<!--",
    "]]>",
)
MADE_UP_TAGS = ("iframe", "object", "embed", "base", "img")


class Elements(HTMLParser):
    """The elements of a page, as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(page: str) -> None:
    """Nothing on a page runs or styles inline, and nothing comes from elsewhere."""
    for tag, attributes in Elements(page).found:
        assert tag not in MADE_UP_TAGS, tag
        assert not [name for name in attributes if name.startswith("on") or name == "style"], attributes
        if tag == "script":
            assert (attributes.get("src") or "").startswith("/static/"), attributes
        for name in ("src", "href", "action", "hx-get", "hx-post", "data"):
            value = attributes.get(name)
            assert value is None or value.startswith(("/", "#")), (tag, name, value)
            assert value is None or not value.startswith("//"), value
    assert "<style" not in page


def hostile_analysis(bad: str) -> Analysis:
    """A report that is hostile in every field."""
    text = f"{bad} Army {bad} said {bad} 15 killed {bad} in Town{bad}."
    source = report(text, title=bad, outlet=bad, url=bad, author=bad, source=bad, origin=bad, language=bad)
    who = ref(source, "Army", name=bad, actor=bad)
    said = statement(source, f"said {bad} 15 killed", speaker=who, stance=bad, relayed_by=(who,), audience=(who,),
                     remarks=(bad,))  # fmt: skip
    hit = event(source, "killed", kind=bad, claim_of=said.id, roles={bad: (who,)}, remarks=(bad,))
    place = full_analysis().places[0].__class__(span=ref(source, "Town").span, name=bad, why=bad, country=bad)
    dead = figure(source, "15", 15, 15, measure=bad, population=bad, claim_of=said.id, event=hit.id, place=place)
    return Analysis(report=source, statements=(said,), events=(hit,), figures=(dead,), names=(who,))


def test_hostile_reports_are_harmless_on_every_screen(tmp_path: Path) -> None:
    starts = ["/"]
    for bad in HOSTILE:
        starts += [f"/claims?q={quote(bad)}", f"/claims?speaker={quote(bad)}&tab={quote(bad)}", f"/{quote(bad)}"]
    with client(make_case(tmp_path / "c.duckdb", [hostile_analysis(bad) for bad in HOSTILE])) as browser:
        seen = []
        for address, answer in crawl(browser, starts, each=len(HOSTILE)):
            if answer.headers["content-type"].startswith("text/html"):
                assert_harmless(answer.text)
                seen.append(address)
    assert len([address for address in seen if address.startswith("/claim/")]) >= 3 * len(HOSTILE)


def test_the_check_for_harm_finds_harm() -> None:
    for bad in ("<script>1</script>", "<p onclick=1>", "<p style='x'>", "<a href='javascript:1'>", "<a href='//x'>",
                "<style>", "<iframe>", "<script src='https://x/y.js'>"):  # fmt: skip
        with pytest.raises(AssertionError):
            assert_harmless(bad)


def test_signs_that_turn_or_hide_text_are_shown_as_signs() -> None:
    assert plain("a\u202eb\u200bc\x00d") == "a⍰b⍰c⍰d"
    assert plain("عربي עברית") == "عربي עברית"


@given(st.text())
def test_plain_leaves_no_hidden_sign_and_every_other_character(text: str) -> None:
    shown = plain(text)
    assert len(shown) == len(text)
    assert all(new == old or new == "⍰" for new, old in zip(shown, text, strict=True))
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)


def test_a_paragraph_of_ten_megabytes_comes_in_parts_and_soon(tmp_path: Path) -> None:
    text = "The army said 15 were killed. " * 340_000
    source = report(text)
    said = statement(source, "The army said 15 were killed.", speaker=ref(source, "The army"))
    path = make_case(tmp_path / "c.duckdb", [Analysis(report=source, statements=(said,))])
    with client(path) as browser:
        browser.get("/")
        before = time.perf_counter()
        page = browser.get(f"/report/{source.id}")
        assert time.perf_counter() - before < 3
        assert page.status_code == 200
        assert len(page.text) < 400_000
        assert "Next part" in page.text
        last = browser.get(f"/report/{source.id}?at=99999999")
        assert "Next part" not in last.text
        assert "Earlier part" in last.text
        assert browser.get(f"/report/{source.id}?at=nonsense").status_code == 200
        assert len(browser.get(f"/claim/{said.id}").text) < 100_000


def test_fifty_thousand_claims_in_one_report(tmp_path: Path) -> None:
    import msgspec

    source = report("The army said 15 were killed. " * 2_000)
    said = statement(source, "The army said 15 were killed.", speaker=ref(source, "The army"))
    dead = figure(source, "15 were killed", 15, 15, claim_of=said.id)
    many = tuple(msgspec.structs.replace(dead, id=f"f-{n:016}") for n in range(50_000))
    path = make_case(tmp_path / "c.duckdb", [Analysis(report=source, statements=(said,), figures=many)])
    with client(path) as browser:
        browser.get("/")
        before = time.perf_counter()
        page = browser.get(f"/report/{source.id}")
        assert time.perf_counter() - before < 8
        assert page.status_code == 200
        assert "more stand in this part and are not marked" in page.text
        assert len(page.text) < 6_000_000


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[TestClient]:
    with client(make_case(tmp_path / "c.duckdb")) as made:
        yield made


def test_every_answer_forbids_what_does_not_come_from_here(browser: TestClient) -> None:
    for place in ("/", "/nowhere", "/static/page.css", "/claim/none"):
        headers = browser.get(place).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_another_name_for_this_machine_is_refused(browser: TestClient) -> None:
    for host in ("evil.example", "evil.example:80", "localhost.evil.example", "", "0.0.0.0"):
        assert browser.get("/", headers={"host": host}).status_code == 421, host
    for host in ("localhost:8642", "127.0.0.1:8642", "[::1]:8642"):
        assert browser.get("/", headers={"host": host}).status_code == 200, host


def changes() -> list[str]:
    """The addresses that change something."""
    return [route.path for route in CHANGES if isinstance(route, Route)]


@pytest.mark.parametrize("place", changes())
def test_a_change_without_the_secret_is_refused(browser: TestClient, place: str) -> None:
    assert browser.post(place, data={}).status_code == 403
    assert browser.post(place, data={"csrf": "wrong"}).status_code == 403
    assert browser.post(place, data={"csrf": "é"}).status_code == 403
    assert browser.get(place, follow_redirects=False).status_code in (200, 404, 405)


@pytest.mark.parametrize("place", changes())
def test_a_change_from_another_site_is_refused_even_with_the_secret(browser: TestClient, place: str) -> None:
    for headers in (
        {"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):  # fmt: skip
        assert browser.post(place, data={"csrf": SECRET}, headers=headers).status_code == 403, headers


def test_only_the_forms_of_this_page_change_anything(browser: TestClient) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        assert browser.request(method, "/add").status_code == 405


def test_an_address_that_others_reach_asks_for_a_token(tmp_path: Path) -> None:
    assert make_door("127.0.0.1").token is None
    assert make_door("0.0.0.0").token
    with client(make_case(tmp_path / "c.duckdb"), token="the-token") as browser:
        assert browser.get("/").status_code == 401
        assert browser.get("/static/page.css").status_code == 401
        assert browser.get("/?token=wrong").status_code == 401
        assert browser.post("/add?token=the-token", data={"csrf": SECRET}).status_code == 401
        answer = browser.get("/?token=the-token", follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/"
        assert "HttpOnly" in answer.headers["set-cookie"]
        assert browser.get("/", headers={"host": "192.168.1.5"}).status_code == 200  # the cookie came along


def test_which_addresses_only_this_machine_reaches() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "localhost", "LOCALHOST", "::1", "[::1]")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.2", "example.org", "", "127.0.0.1.example.org")))


def test_an_upload_that_is_too_large_is_refused_before_it_is_kept(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportedly.web.screens.adding.MOST_BYTES", 2_000_000)
    files = {"files": ("a.txt", b"x" * 3_000_000)}
    assert browser.post("/add", data={"csrf": SECRET}, files=files).status_code == 413

    def endless() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(30):
            yield b"x" * 100_000

    headers = {"content-type": "multipart/form-data; boundary=b"}
    assert browser.post("/add", content=endless(), headers=headers).status_code == 413


def test_one_file_that_is_too_large_is_named(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_FILE_BYTES", 1_000_000)
    answer = browser.post("/add", data={"csrf": SECRET}, files={"files": ("big.txt", b"x" * 1_100_000)})
    assert answer.status_code == 422
    assert "big.txt: it is larger than" in answer.text


def test_files_of_kinds_that_are_not_read_are_refused(browser: TestClient) -> None:
    for name in ("virus.exe", "noend", "a.txt.sh", "picture.svg"):
        answer = browser.post("/add", data={"csrf": SECRET}, files={"files": (name, b"x")})
        assert answer.status_code == 422, name
        assert "files of this kind are not read here" in answer.text


@given(st.lists(st.text(), max_size=5))
def test_names_of_uploads_stay_in_their_folder(names: list[str]) -> None:
    taken = set[str]()
    made = [reading.safe_name(name, taken) for name in [*names, "../../etc/passwd", "..\\x", ".bashrc", "-rf", "a/b"]]
    assert len(set(made)) == len(made)
    for name in made:
        assert name == Path(name).name
        assert not name.startswith((".", "-"))
        assert 0 < len(name) < 200
        assert not re.search(r"[\x00-\x1f/\\]", name)


def test_hostile_file_names_are_shown_escaped(browser: TestClient) -> None:
    answer = browser.post("/add", data={"csrf": SECRET}, files={"files": ("<b onclick=1>.exe", b"x")})
    assert_harmless(answer.text)
    assert html.escape("<b onclick") not in answer.text  # such signs never get into a name at all
