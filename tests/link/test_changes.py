"""What is new since a day: corrections, retractions, denials, and two versions of one report."""

from __future__ import annotations

import json
from pathlib import Path

import factory
from click.testing import CliRunner
from link_factory import claim

from reportedly.api import open_case
from reportedly.cli import main
from reportedly.link.changes import find_changes, find_rewrites, rewrite_changes
from reportedly.link.rows import rows_of
from reportedly.model import make_report
from reportedly.pipeline import analyse, load_reader

STRIKE = "An air strike on a market in Varo killed {} people on Saturday, the Lokan health ministry said."
DENIAL = " The Lokan army denied that its jets had struck the market in Varo."
REPORTS = [
    ("Courier", "2031-05-03T09:30:00", "https://courier.example/varo", STRIKE.format(12) + DENIAL),
    ("Courier", "2031-05-03T14:05:00", "https://www.courier.example/varo/#top", STRIKE.format(15)),
    ("Herald", "2031-05-04", "https://herald.example/varo", STRIKE.format("at least 17")),
    (
        "Post",
        "2031-05-05",
        "https://post.example/varo",
        STRIKE.format("at least 17") + DENIAL.replace("Lokan", "Vennan"),
    ),
]


def kinds(claims, since="2031-05-04", origin="the ministry", **how):
    found = find_changes(claims, {c.id: "i-1" for c in claims}, {c.id: origin for c in claims}, since, **how)
    return [(change.what, change.before, change.after) for change in found]


def test_a_number_of_one_source_is_raised_and_lowered():
    claims = [claim(low=n, high=n, words=str(n), published=f"2031-05-0{d}") for d, n in ((3, 12), (4, 15), (5, 14))]
    assert kinds(claims) == [
        ("updated_figure", "killed: 12 (asserted)", "killed: 15 (asserted)"),
        ("revised_figure", "killed: 15 (asserted)", "killed: 14 (asserted)"),
    ]
    assert kinds(claims, since="2031-05-06") == []
    assert kinds(claims, since="2031-05-05")[0][0] == "revised_figure"


def test_a_part_or_another_number_of_the_same_report_revises_nothing():
    """ "17 were killed. 14 of them died at once"."""
    first = claim(low=17, high=17)
    later = [claim(low=n, high=n, published="2031-05-04", report="r", start=n) for n in (17, 14)]
    assert [what for what, _, _ in kinds([first, *reversed(later)])] == ["revised_figure", "new_claim"]
    behind = [
        claim(low=17, high=17, published="2031-05-04", report="r"),
        claim(low=14, high=14, published="2031-05-04", report="r", start=40),
    ]
    assert [what for what, _, _ in kinds([first, *behind])] == ["new_claim", "new_claim"]


def test_corrections_and_retractions_are_called_that():
    first = claim(low=18, high=18)
    old = claim(low=18, high=18, published="2031-05-04", remarks=("superseded",))
    taken_back = claim(low=18, high=18, published="2031-05-04", status="denied", stance="retracts")
    assert [what for what, _, _ in kinds([first, old, taken_back])] == ["correction", "retraction"]


def test_who_denies_the_number_it_gave_takes_it_back():
    """Another's number, or another number, is denied and not taken back."""
    by = {"speaker": "Lokan ministry", "said_by": "Lokan ministry"}
    denied = claim(low=14, high=14, status="denied", published="2031-05-04", **by)
    assert kinds([claim(low=14, high=14, **by), denied])[0][0] == "retraction"
    assert kinds([claim(low=14, high=14), denied])[0][0] == "new_denial"
    assert kinds([claim(low=9, high=9, **by), denied])[0][0] == "new_denial"


def test_a_statement_that_is_retracted_is_held_by_nobody():
    text = "The Lokan health ministry retracted its statement that 12 people were killed in Varo."
    analysis = analyse(make_report(text, outlet="Courier", published="2031-05-04"), load_reader())
    assert {row.status for row in rows_of(analysis)} == {"denied"}
    assert "retracts" in {statement.stance for statement in analysis.statements}


def test_a_denial_is_new_once_for_each_who_denies():
    held = claim(type="event", kind="strike", measure=None, low=None, high=None)
    denials = [
        claim(type="event", kind="strike", status="denied", said_by=who, published=f"2031-05-0{day}")
        for who, day in (("the army", 4), ("the army", 5), ("the navy", 5))
    ]
    assert [what for what, _, _ in kinds([held, *denials])] == ["new_denial", "new_claim", "new_denial"]


def versions():
    """Two versions of a report: 12 becomes 15, a denial goes, an injury comes."""
    first = factory.report("one", url="https://a.example/x", published="2031-05-03")
    second = factory.report("two", url="https://a.example/x", published="2031-05-03", retrieved="2031-05-03T14:05:00")
    old = [claim(low=12, high=12, words="12", report=first.id), claim(status="denied", said_by="x", report=first.id)]
    new = [
        claim(low=15, high=15, words="15", report=second.id),
        claim(measure="injured", low=3, high=3, words="3", report=second.id),
    ]
    return old, new, find_rewrites([(first, second)], {first.id: old, second.id: new})


def test_a_rewritten_report_is_told_by_what_is_gone_changed_and_new():
    old, new, rewrites = versions()
    changed, gone = rewrite_changes(rewrites, {})
    assert (changed.what, changed.before, changed.after) == (
        "changed_report", "killed: 12 (asserted)", "killed: 15 (asserted)"
    )  # fmt: skip
    assert changed.when == "2031-05-03T14:05:00"
    assert gone.what == "no_longer_said"
    found = kinds([*old, *new], since="2031-05-03", rewrites=rewrites)
    assert ("new_claim", "", "injured: 3 (asserted)") in found
    assert not any(after == "killed: 15 (asserted)" for _, _, after in found)


def test_the_later_version_stands_in_the_place_of_the_earlier():
    """Who writes 17 after that raises 15, not 12."""
    old, new, rewrites = versions()
    later = claim(low=17, high=17, words="17", published="2031-05-04")
    (found,) = kinds([*old, *new, later], rewrites=rewrites)
    assert found == ("updated_figure", "killed: 15 (asserted)", "killed: 17 (asserted)")


def test_a_case_keeps_both_versions_and_tells_what_changed_and_when(tmp_path: Path) -> None:
    db, source = tmp_path / "case.duckdb", tmp_path / "reports.jsonl"
    rows = [dict(zip(("outlet", "published", "url", "text"), row, strict=True)) for row in REPORTS]
    source.write_text("\n".join(json.dumps(row) for row in rows))
    assert CliRunner().invoke(main, ["read", str(source), "--db", str(db)]).exit_code == 0
    with open_case(db) as case:
        assert len(case.reports()) == len(REPORTS)
        found = case.changes(since="2031-05-03")
        by_what = {change.what: change for change in found}
        assert by_what["changed_report"].when == "2031-05-03T14:05:00"
        assert "12" in by_what["changed_report"].before
        assert "15" in by_what["changed_report"].after
        assert by_what["no_longer_said"].who == "Lokan army"
        assert "15" in by_what["updated_figure"].before
        assert "17" in by_what["updated_figure"].after
        assert [c.who for c in found if c.what == "new_denial"][-1] == "Vennan army"
        assert {c.when[:10] for c in case.changes(since="2031-05-04")} == {"2031-05-04", "2031-05-05"}
        assert {c.when[:10] for c in case.changes(since="2031-05-04", as_of="2031-05-04")} == {"2031-05-04"}
        assert case.changes(since="2031-05-06") == []
    shown = CliRunner().invoke(main, ["changes", "--since", "2031-05-03", "--db", str(db)]).output
    assert "3 May 2031, 14:05" in shown
    assert "changed report" in shown
