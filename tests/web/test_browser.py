"""The page in a real browser: every screen, the keys, and the way from a dropped file to a judgement.

Needs Playwright and a Chromium of the system; skipped with a sentence where there is none.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from factory import full_analysis
from web.cases import make_case

from reportedly.api import open_case
from reportedly.errors import CaseError
from reportedly.model import Judgement
from tools.chromium import find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = find_chromium()
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no Chromium; install it (Debian: apt-get install chromium) to test in a browser"
)
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
SCREENS = (
    *("/", "/reports", "/claims?tab=claims", "/claims?tab=statements", "/claims?tab=reports", "/incidents?reports=1"),
    *("/dossiers", "/timeline", "/map", "/actors", "/review", "/problems", "/add", "/brief", "/nowhere"),
)
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


class Served:
    """A running page of a case."""

    def __init__(self, path: Path, port: int) -> None:
        self.path, self.address = path, f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = make_case(tmp_path_factory.mktemp("browser") / "case.duckdb")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "reportedly", "serve", str(path), "--port", str(port), "--who", "Ada"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield Served(path, port)
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    context = browser.new_context(base_url=served.address, viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert [c for c in complaints if "404" not in c and "422" not in c] == []


def judgements(served: Served) -> list[Judgement]:
    """What has been judged; the page may hold the file for a moment."""
    for _ in range(50):
        try:
            with open_case(served.path) as case:
                return case.judgements()
        except CaseError:
            time.sleep(0.1)
    raise AssertionError("the page does not let go of the case")


def addresses(served: Served) -> list[str]:
    with open_case(served.path) as case:
        claim = case.figures()[0]
        incident = case.incidents()[0].id
    return [*SCREENS, f"/report/{claim.report}", f"/claim/{claim.id}", f"/incident/{incident}"]


def faults(page: Page) -> list[str]:
    """What axe finds, as far as it is serious."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(r => r.violations)")
    return [f"{v['id']}: {n['html'][:120]}" for v in found if v["impact"] in SERIOUS for n in v["nodes"][:3]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_has_a_serious_fault_for_those_who_see_hear_or_move_otherwise(
    browser: Browser, served: Served, scheme: Any
) -> None:
    context = browser.new_context(base_url=served.address, color_scheme=scheme)
    page = context.new_page()
    found = {}
    for address in addresses(served):
        page.goto(address)
        if wrong := faults(page):
            found[address] = wrong
    context.close()
    assert found == {}


def test_the_check_for_faults_finds_one(page: Page) -> None:
    page.goto("/")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert any("html-has-lang" in fault for fault in faults(page))


@pytest.mark.parametrize("width", [360, 1280, 3840])
def test_no_screen_is_wider_than_the_window(browser: Browser, served: Served, width: int) -> None:
    context = browser.new_context(base_url=served.address, viewport={"width": width, "height": 800})
    page = context.new_page()
    wide = []
    for address in addresses(served):
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(address)
    context.close()
    assert wide == []


def test_every_screen_says_the_same_without_scripts(browser: Browser, served: Served) -> None:
    context = browser.new_context(base_url=served.address, java_script_enabled=False)
    page = context.new_page()
    for address in addresses(served):
        page.goto(address)
        assert page.locator("main h1").count() == 1, address
    page.goto("/claims?tab=claims")
    page.get_by_label("Who says it").fill("army")
    page.get_by_role("button", name="Find").click()
    assert "2 found" in page.locator("#found").inner_text()
    context.close()


def test_nothing_comes_from_elsewhere(page: Page, served: Served) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in addresses(served):
        page.goto(address)
    assert asked
    assert [url for url in asked if not url.startswith(served.address)] == []


def test_arrow_keys_go_from_claim_to_claim_and_light_their_words(page: Page, served: Served) -> None:
    with open_case(served.path) as case:
        report = case.reports()[0].id
    page.goto(f"/report/{report}")
    page.keyboard.press("ArrowDown")
    first = page.locator(".claims li.here").get_attribute("data-c")
    assert page.locator(".m.lit").count() > 0
    assert page.url.endswith(f"#c-{first}")
    page.keyboard.press("j")
    second = page.locator(".claims li.here").get_attribute("data-c")
    assert second != first
    page.keyboard.press("k")
    assert page.locator(".claims li.here").get_attribute("data-c") == first
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"/claim/{first}"))


def test_hovering_a_claim_lights_its_words(page: Page, served: Served) -> None:
    with open_case(served.path) as case:
        report = case.reports()[0].id
    page.goto(f"/report/{report}")
    page.locator(".claims li").nth(1).hover()
    assert page.locator(".m.on").count() > 0


def test_filters_find_without_loading_the_page_again(page: Page) -> None:
    page.goto("/claims?tab=claims")
    page.evaluate("window.stays = true")
    page.get_by_text("More filters").click()
    page.get_by_label("Show").select_option("figure")
    page.wait_for_url(re.compile("only=figure"))
    page.locator("#found", has_text="3 found").wait_for()
    assert page.evaluate("window.stays") is True


def test_drop_read_look_decide(page: Page, served: Served, tmp_path: Path) -> None:
    """The main path: a file is dropped and read, its claim looked at, and judged with one key; undo is one more."""
    page.goto("/add")
    name = tmp_path / "port.txt"
    name.write_text("The army of Loka said on Sunday that 15 people were killed in the harbour of Port Sarn.\n")
    page.set_input_files("#files", str(name))
    page.get_by_role("button", name="Read them").click()
    page.wait_for_selector(".state-done", timeout=120_000)
    page.goto("/claims?tab=statements&q=harbour")
    page.locator(".gist").first.click()
    assert "The army of Loka said on Sunday" in page.locator(".passage").inner_text()
    page.goto("/review")
    about = page.locator("[data-verdicts] [name=about]").first.input_value()
    page.keyboard.press("a")
    page.locator(f"[data-verdicts] [name=about]:not([value='{about}'])").first.wait_for(state="attached")
    assert [(j.verdict, j.about, j.who) for j in judgements(served)] == [("accept", about, "Ada")]
    page.keyboard.press("u")
    page.locator(f"[data-verdicts] [name=about][value='{about}']").first.wait_for(state="attached")
    page.keyboard.press("r")
    page.locator("[data-verdicts] details[open]").wait_for()
    page.keyboard.press("2")
    page.locator(f"[data-verdicts] [name=about]:not([value='{about}'])").first.wait_for(state="attached")
    assert [(j.verdict, j.why) for j in judgements(served)] == [
        ("accept", ""),
        ("withdraw", ""),
        ("reject", "the wrong speaker"),
    ]


def test_a_correction_takes_the_words_picked_with_the_keys(page: Page, served: Served) -> None:
    page.goto("/review?only=figure")
    about = page.locator("[data-verdicts] [name=about]").first.input_value()
    page.keyboard.press("c")
    page.locator("[data-field]").select_option("population")
    page.locator("[data-field]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    picked = page.locator("[data-value]").first.input_value()
    assert len(picked.split()) == 2
    assert picked in page.locator("[data-passage]").inner_text()
    page.locator("[data-verdicts] details[open] form button").click()
    page.locator(".last", has_text="correct").wait_for()
    found = [(j.field, j.value) for j in judgements(served) if j.verdict == "correct" and j.about == about]
    assert found == [("population", picked)]


def test_a_hostile_title_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    from reportedly.commands.page import doors
    from reportedly.web.app import close, make_app
    from reportedly.web.security import make_door
    from reportedly.web.site import write_site

    bad = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    path = make_case(tmp_path / "c.duckdb", [full_analysis(title=bad, outlet=bad)])
    app = make_app(path, make_door("127.0.0.1"), doors(), is_site=True)
    with ThreadPoolExecutor(1) as pool:  # Playwright holds this thread's event loop
        written = pool.submit(write_site, app, tmp_path / "site").result()
    close(app)
    page = browser.new_page()
    for file in sorted(written.folder.rglob("*.html"))[:40]:
        page.goto(file.as_uri())
        assert page.title() != "owned"
    page.goto((written.folder / "index.html").as_uri())
    page.locator("nav >> text=Reports").click()
    page.locator("[data-open]").first.click()
    assert page.locator("main h1").inner_text() == bad  # the files lead to each other, and show the words as words
    page.close()


def test_a_search_is_saved_opened_and_removed_with_the_keys_alone(page: Page) -> None:
    page.goto("/claims?tab=claims&only=figure")
    page.locator(".keep summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Figures alone")
    page.keyboard.press("Enter")
    page.locator(".chip.here", has_text="Figures alone").wait_for()
    page.goto("/")
    page.get_by_role("link", name="Figures alone").click()
    assert "only=figure" in page.url
    page.get_by_role("button", name="Remove the search Figures alone").click()
    page.wait_for_load_state()
    assert page.locator(".chip").count() == 0


def test_drawing_over_a_lane_filters_the_lists(page: Page) -> None:
    for lane, by in (("happened", "happened"), ("said", "said")):
        page.goto("/timeline?since=2031-04-01&until=2031-06-30")
        box = page.locator(f"[data-brush={lane}] svg").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 24, steps=4)
        page.mouse.up()
        page.wait_for_url(re.compile(rf"since=2031-04-2\d&until=2031-05-2\d&by={by}"))


def test_the_map_comes_nearer_and_moves_with_the_keys(page: Page) -> None:
    page.goto("/map?lat=10&lon=10&span=40")
    page.keyboard.press("+")
    page.wait_for_url(re.compile("span=20"))
    page.locator(".map-side .scroll").focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_url(re.compile(r"lat=16\.667"))


def test_the_static_site_is_looked_at_without_a_server(browser: Browser, tmp_path: Path) -> None:
    made = make_case(tmp_path / "case.duckdb")
    command = [sys.executable, "-m", "reportedly", "site", str(tmp_path / "site"), "--db", str(made)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")})
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for name in (
        "index",
        "reports",
        "claims",
        "incidents",
        "dossiers",
        "timeline",
        "map",
        "actors",
        "problems",
        "brief",
    ):
        page.goto((tmp_path / "site" / f"{name}.html").as_uri())
        assert page.locator("main h1").count() == 1
        assert page.locator("form").count() == 0
    page.goto((tmp_path / "site" / "claims.html").as_uri())
    page.locator("[data-open]").first.click()
    page.get_by_role("link", name="In the report").click()
    assert "/report/" in page.url
    assert page.locator(":target").count() == 1
    context.close()
    assert complaints == []
