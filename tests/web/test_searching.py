"""Saved searches on the page: kept under a name, listed, removed, and only ever of this page."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient
from web.cases import SECRET, client, make_case

from reportedly.searches import list_searches
from reportedly.store import open_store
from reportedly.web.screens.searching import own_address


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_case(tmp_path / "case.duckdb")


@pytest.fixture
def browser(path: Path) -> Iterator[TestClient]:
    with client(path) as made:
        yield made


def save(browser: TestClient, name: str, address: str) -> int:
    form = {"csrf": SECRET, "name": name, "address": address}
    return browser.post("/search/save", data=form, follow_redirects=False).status_code


def test_a_search_is_kept_opened_and_removed(browser: TestClient, path: Path) -> None:
    assert save(browser, "Denials", "/claims?tab=claims&status=denied&page=3") == 303
    shown = html.unescape(browser.get("/claims?tab=statements").text)
    assert '<a href="/claims?status=denied&tab=claims">Denials</a>' in shown
    assert browser.get("/claims?status=denied&tab=claims").status_code == 200
    browser.post("/search/remove", data={"csrf": SECRET, "name": "Denials", "address": "/claims?tab=claims"})
    assert ">Denials</a>" not in browser.get("/claims?tab=claims").text
    with open_store(path) as store:
        assert list_searches(store) == []


def test_the_search_that_is_shown_is_marked_among_the_kept(browser: TestClient) -> None:
    save(browser, "Denials", "/claims?tab=claims&status=denied")
    assert 'class="chip here"' in browser.get("/claims?tab=claims&status=denied").text
    assert 'class="chip here"' not in browser.get("/claims?tab=claims").text


def test_lists_of_other_kinds_can_be_kept_too(browser: TestClient) -> None:
    for turn, address in enumerate(("/incidents?place=Port", "/reports?q=strike", "/timeline?since=2031-05-01")):
        assert save(browser, f"list {turn}", address) == 303
        assert f">list {turn}</a>" in browser.get(address).text


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/claims",
        "//example.org/claims",
        "javascript:alert(1)",
        "/claim/f-1",
        "/judge",
        "",
        "//[",
        "/\\claims",
    ],
)
def test_an_address_that_is_no_list_of_this_page_is_refused(browser: TestClient, address: str) -> None:
    assert save(browser, "bad", address) == 422
    with pytest.raises(HTTPException):
        own_address(address)


def test_a_search_needs_a_name(browser: TestClient) -> None:
    assert save(browser, "   ", "/claims") == 422
    assert save(browser, "x" * 200, "/claims") == 422


def test_a_hostile_name_is_only_a_name(browser: TestClient) -> None:
    save(browser, "<script>alert(1)</script>", '/claims?q="><script>')
    shown = browser.get("/claims").text
    assert "<script>alert(1)" not in shown
    assert '"><script>' not in shown


def test_removing_what_is_not_kept_is_a_sentence(browser: TestClient) -> None:
    answer = browser.post("/search/remove", data={"csrf": SECRET, "name": "none", "address": "/claims"})
    assert answer.status_code == 404
