"""Ray actors write the bytes that processes of this machine write; without Ray there is a sentence."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import msgspec
import pytest
from shard_reading import contents, make_work, plan, write_reports

from reportedly.errors import EngineError
from reportedly.pipeline import PLAIN, load_reader
from reportedly.rules import program
from reportedly.shards.on_ray import read_on_ray
from reportedly.shards.work import other_program, read_shard


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed (pip install ray)")
def test_actors_write_the_same_bytes_though_one_is_killed(tmp_path: Path) -> None:
    """A Ray of its own starts by itself; an actor that is killed is started again; a report that kills is given up."""
    flag = {"r03": f"KILL-ONCE {tmp_path}/flag", "r12": "SLOW"}
    shards = plan(write_reports(tmp_path / "in", **flag))
    told: list[int] = []
    work = make_work(tmp_path / "out", seconds=0.3)
    done = list(read_on_ray(shards, work, 2, None, lambda counts: told.append(counts["reports"])))
    assert len(done) == len(shards)
    assert sum(told) == 21
    assert (tmp_path / "flag").exists()
    for shard in shards:
        read_shard(shard, make_work(tmp_path / "alone", seconds=0.3))
    assert contents(tmp_path / "out") == contents(tmp_path / "alone")


def test_without_ray_a_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And that the local engine needs nothing."""
    monkeypatch.setitem(sys.modules, "ray", None)
    shards = plan(write_reports(tmp_path / "in", number=2))
    with pytest.raises(EngineError, match=r"pip install 'reportedly\[ray\]', or read with --engine local"):
        list(read_on_ray(shards, make_work(tmp_path / "out"), 1, None, lambda counts: None))


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed (pip install ray)")
def test_a_cluster_that_is_not_there_is_said(tmp_path: Path) -> None:
    """With the address, and what else can be done."""
    shards = plan(write_reports(tmp_path / "in", number=2))
    with pytest.raises(EngineError, match=r"Ray cluster at 127\.0\.0\.1:1 cannot be joined .* check --address"):
        list(read_on_ray(shards, make_work(tmp_path / "out"), 1, "127.0.0.1:1", lambda counts: None))


def test_a_machine_with_another_program_is_said(tmp_path: Path) -> None:
    """It would write other bytes under the name of the job."""
    reader = load_reader()
    work = msgspec.structs.replace(make_work(tmp_path / "out"), load=None, reading=PLAIN)
    same = {"program": program(), "lexicon": reader.lexicon_hash, "model": reader.model_name}
    as_here = msgspec.structs.replace(work, job=msgspec.structs.replace(work.job, **same))
    assert other_program(as_here) == ""
    other = msgspec.structs.replace(work, job=msgspec.structs.replace(as_here.job, program="0.1.0+older"))
    assert other_program(other) == f"program {program()} for 0.1.0+older"
