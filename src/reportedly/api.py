"""Where reading and keeping meet: the Python door, of equal rank with the command line.

`read_text` turns one text into records; `read` reads files into a case file; `open_case` (as `reportedly.open`) opens
a case file, whose named questions are methods that return typed rows, or Arrow and pandas frames.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, cast

import msgspec

from reportedly import audit, queries, review
from reportedly.errors import CaseError, InputError
from reportedly.model import Analysis, AnyRecord, Judgement, Problem, Report, Run, Value, make_id, make_report
from reportedly.rows import (
    Change,
    ClaimRow,
    Contested,
    Count,
    IncidentRow,
    IncidentView,
    NameCount,
    OriginRow,
    ReportRow,
    StatementRow,
    StoryRow,
    TollRow,
    Version,
    WordingRow,
)
from reportedly.rules import program
from reportedly.store import Store, open_store

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from reportedly import dossiers as dossier_views
    from reportedly import review_queue
    from reportedly.pipeline import Reader, ReaderOptions

Paths = str | Path | Sequence[str | Path]


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to read. All may be left out.

    `outlet` and `published` (an ISO date) hold for reports that do not say so themselves; `columns` maps fields of a
    report to columns of a CSV or JSONL file; `format` names one where the file name does not; `actors` and `places` are
    CSV files added to the word lists; `model` is an installed spaCy pipeline; `cache` a folder that keeps parses, so
    that reading the same texts again skips the parser; `only="conflict"` keeps reports that are about something else,
    without reading claims in them; `strict` stops at the first problem.
    """

    outlet: str | None = None
    published: str | None = None
    columns: dict[str, str] = {}
    format: str | None = None
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    model: str | None = None
    cache: str | None = None
    only: Literal["conflict"] | None = None
    jobs: int = 1
    strict: bool = False


class ReadResult(Value, frozen=True, kw_only=True):
    """What a run did: counts, the problems it met, and the check of every span that it stored."""

    run: Run
    reports: int
    already_there: int
    outside: int
    statements: int
    events: int
    figures: int
    abstained: int
    problems: tuple[Problem, ...]
    check: audit.Check


class Tally:
    """Counts of one run as it goes."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(
            ("reports", "already_there", "outside", "statements", "events", "figures", "abstained", "problems"), 0
        )
        self.problems: list[Problem] = []

    def add(self, analysis: Analysis) -> None:
        """Count a report and its records."""
        self.counts["reports"] += 1
        self.counts["outside"] += analysis.outside
        self.counts["abstained"] += len(analysis.abstentions)
        for kind in ("statements", "events", "figures"):
            self.counts[kind] += len(getattr(analysis, kind))

    def add_problem(self, problem: Problem) -> None:
        """Count a problem and keep it for the end."""
        self.counts["problems"] += 1
        self.problems.append(problem)


# Reports of a run that are linked without reading them back from the file.
AT_HAND = 20
OnProgress = Callable[[dict[str, int]], None]


def read_text(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    reader: Reader | None = None,
) -> Analysis:
    """Read one text into records. `published` is an ISO date or date-time; without it, "Sunday" stays undated.

    Loads the language model at the first call (a second or two); a `reader` of your own is used instead. Raises
    InputError when `published` is no date, ModelError when the model is not installed.
    """
    from reportedly.pipeline import analyse, load_reader

    if published is not None:
        _check_date(published)
    report = make_report(text, published=published, outlet=outlet, title=title, url=url)
    return analyse(report, reader or load_reader())


def read(
    paths: Paths,
    db: str | Path = "case.duckdb",
    options: ReadOptions | None = None,
    on_progress: OnProgress | None = None,
) -> ReadResult:
    """Read files, folders or "-" (standard input) into a case file, made when there is none.

    A report that is already there, read with the same program, word lists and model, is left as it is. What cannot be
    read becomes a Problem, or with `strict` an InputError. `on_progress` is called with the counts after each report.
    """
    from reportedly.pipeline import load_reader

    options = options or ReadOptions()
    reader = load_reader(reader_options(options))
    inputs = _inputs(path_list(paths), options, reader)
    run = _new_run(reader)
    with open_store(db, write=True, make=True) as store:
        return _read_into(store, inputs, run, options, on_progress or (lambda counts: None))


def _inputs(paths: list[str], options: ReadOptions, reader: Reader) -> Iterator[Report | Problem]:
    """What the paths hold. Options that make no sense are an InputError at once."""
    from reportedly.sources import SourceOptions, read_sources

    sources = SourceOptions(
        outlet=options.outlet, published=options.published, columns=options.columns, format=options.format
    )
    if options.only == "conflict" and reader.gate is not None:  # pages of web archives are not even extracted then
        sources = msgspec.structs.replace(sources, wanted=reader.gate.passes)
    return read_sources(paths, sources)


def _read_into(
    store: Store, inputs: Iterator[Report | Problem], run: Run, options: ReadOptions, on_progress: OnProgress
) -> ReadResult:
    from reportedly import links
    from reportedly.distribute import analyse_many
    from reportedly.workers import hands

    store.begin_run(run)
    tally = Tally()
    known = store.known(run.program, run.lexicon, run.model)
    new = _new_reports(inputs, options, known, tally, store)
    latest: list[Analysis] = []
    for item in analyse_many(new, reader_options(options), options.jobs, options.strict):
        if isinstance(item, Problem):
            _take_problem(item, options, tally, store)
        else:
            _take(item, options, tally, store)
            if len(latest) < AT_HAND:
                latest.append(item)
        on_progress(tally.counts)
    finished = msgspec.structs.replace(run, finished=_now(), counts=dict(tally.counts))
    store.finish_run(finished)
    links.link_case(store, latest, hands(options.jobs))
    counts = {name: number for name, number in tally.counts.items() if name != "problems"}
    return ReadResult(run=finished, **counts, problems=tuple(tally.problems), check=audit.verify(store, run.id))


def _new_reports(
    inputs: Iterator[Report | Problem], options: ReadOptions, known: set[str], tally: Tally, store: Store
) -> Iterator[Report]:
    """Reports that are not in the case yet; problems and known ones are counted on the way."""
    for item in inputs:
        if isinstance(item, Problem):
            _take_problem(item, options, tally, store)
        elif item.id in known:
            tally.counts["already_there"] += 1
        else:
            known.add(item.id)
            yield item


def _take(analysis: Analysis, options: ReadOptions, tally: Tally, store: Store) -> None:
    try:
        store.add(analysis)
    except InputError as error:
        problem = Problem(source=error.source, place=error.place, reason=error.reason)
        _take_problem(problem, options, tally, store)
    else:
        tally.add(analysis)


def _take_problem(problem: Problem, options: ReadOptions, tally: Tally, store: Store) -> None:
    if options.strict:
        raise InputError(problem.source, problem.place, problem.reason)
    store.add_problem(problem)
    tally.add_problem(problem)


def reader_options(options: ReadOptions) -> ReaderOptions:
    """What a reader is made of, out of the options of a reading."""
    from reportedly.pipeline import ReaderOptions

    overlays = ReaderOptions(actors=options.actors, places=options.places, cache=options.cache, only=options.only)
    return msgspec.structs.replace(overlays, model=options.model) if options.model else overlays


def _new_run(reader: Reader) -> Run:
    started = _now()
    run_id = make_id("run", program(), reader.lexicon_hash, reader.model_name, started)
    return Run(id=run_id, program=program(), lexicon=reader.lexicon_hash, model=reader.model_name, started=started)


def _now() -> str:
    """The only clock of the program."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


def now() -> str:
    """The time, ISO 8601, UTC."""
    return _now()


def _check_date(text: str) -> None:
    try:
        dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError("published", "", f"{text!r} is no date; write it as 2031-05-03") from error


def path_list(paths: Paths) -> list[str]:
    """One path or several as a list."""
    return [str(paths)] if isinstance(paths, str | Path) else [str(path) for path in paths]


def describe_rule(rule: str) -> str:
    """The definition of a rule by its id, or an empty text when the word lists know none of that name."""
    from reportedly.lexicon import describe_rule as describe

    return describe(rule)


class Case:
    """A case file: its questions are methods. A context manager; closes itself at the end of the block.

    Reading from a case needs no lock for itself: several programs may ask at once. While one reads reports into it,
    the others must wait, and get a CaseError that says so.
    """

    def __init__(self, path: str | Path, *, make: bool = False) -> None:
        self.path = Path(path)
        self._store: Store | None = open_store(self.path, make=make)

    @classmethod
    def over(cls, store: Store) -> Case:
        """The questions of a case over a store that somebody else opened, and closes."""
        case = cls.__new__(cls)
        case.path, case._store = store.path, store
        return case

    def __enter__(self) -> Case:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. The next question opens it again."""
        if self._store:
            self._store.close()
        self._store = None

    @property
    def store(self) -> Store:
        """The open file, for questions of your own: `case.store.arrow(sql, params)`."""
        if self._store is None:
            self._store = open_store(self.path)
        return self._store

    def read(
        self, paths: Paths, options: ReadOptions | None = None, on_progress: OnProgress | None = None
    ) -> ReadResult:
        """Read files or folders into this case; see `reportedly.read`."""
        self.close()
        return read(paths, self.path, options, on_progress)

    def claims(self, **filters: Any) -> list[ClaimRow]:
        """Events and figures, each with who says it. Filters as in `questions.ask_claims`."""
        return queries.claims(self.store, **filters)

    def figures(self, **filters: Any) -> list[ClaimRow]:
        """The claims that are numbers. Filters as for claims."""
        return queries.figures(self.store, **filters)

    def statements(self, **filters: Any) -> list[StatementRow]:
        """Acts of saying. Filters as in `questions.ask_statements`."""
        return queries.statements(self.store, **filters)

    def toll(self, **filters: Any) -> list[Version]:
        """Versions of a toll side by side, by speaker and day; never summed. Filters as for claims."""
        return queries.toll_versions(self.store, **filters)

    def toll_table(self, *, policy: str = "literal", **filters: Any) -> list[TollRow]:
        """Versions of a toll in groups that count the same, each with its sentence. Filters as in `toll.find_toll`.

        Raises InputError when no policy has this name.
        """
        from reportedly import incidents, toll
        from reportedly.gathering import load

        occurrences = {
            claim: toll.Occurrence(
                name, account.place_name or next((a.place_name for a in accounts if a.place_name), "")
            )
            for name, accounts in load(self.store).incidents.items()
            for account in accounts
            for claim in account.claims
        }
        origins = {claim: row.name for row in incidents.origins(self.store) for claim in row.claims}
        return toll.find_toll(self.store, policy=policy, origins=origins, occurrences=occurrences, **filters)

    def wording(self, **filters: Any) -> list[WordingRow]:
        """Loaded words by outlet: in its own voice, in what it reports, in quotes. Filters as in `ask_wording`."""
        return queries.wording(self.store, **filters)

    def contested(self, **filters: Any) -> list[Contested]:
        """Where distinct speakers give distinct figures of the same people, most figures first."""
        return queries.contested(self.store, **filters)

    def versions(self, toll: Contested) -> list[Version]:
        """The versions of a contested toll, by speaker and day; each as in `toll`."""
        return queries.versions_of(queries.claims_by_id(self.store, toll.claims))

    def incidents(self, **filters: Any) -> list[IncidentRow]:
        """Claims of several reports about one occurrence, most reports first. Filters as in `incidents.incidents`."""
        from reportedly import incidents

        return incidents.incidents(self.store, **filters)

    def incident(self, incident_id: str, **how: Any) -> IncidentView:
        """Versions, their relations, positions, origins and links of one incident, by its id or a claim's."""
        from reportedly import incidents

        return incidents.incident(self.store, incident_id, **how)

    def origins_among(self, claims: Collection[str]) -> list[OriginRow]:
        """Whose word some claims rest on."""
        from reportedly import incidents

        return incidents.origins_among(self.store, queries.claims_by_id(self.store, claims))

    def origins(self, **filters: Any) -> list[OriginRow]:
        """Whose word claims rest on, and why reports were held dependent; of the case or of one `incident`."""
        from reportedly import incidents

        return incidents.origins(self.store, **filters)

    def changes(self, since: str, **filters: Any) -> list[Change]:
        """What reports published since a day brought: new claims, changed figures, denials, rewritten reports."""
        from reportedly import incidents

        return incidents.changes(self.store, since=since, **filters)

    def stories(self, limit: int | None = None) -> list[StoryRow]:
        """Reports that tell the same news, largest story first."""
        from reportedly import incidents

        return incidents.stories(self.store, limit=limit)

    def merge(self, one: str, other: str, *, who: str, why: str) -> Judgement:
        """Put two incidents together, by their ids or those of claims in them; kept when links are made anew."""
        first, second = (self._first_claim(name) for name in (one, other))
        return self.judge(first, "merge", who=who, field="incident", value=second, why=why)

    def split(self, claims: Sequence[str], *, who: str, why: str) -> list[Judgement]:
        """Take claims, with the accounts they are part of, out of their incident into one of their own."""
        ids = [self.why(claim).record.id for claim in claims]
        made = [self.judge(claim, "split", who=who, field="incident", why=why) for claim in ids]
        return made + [
            self.judge(ids[0], "merge", who=who, field="incident", value=other, why=why) for other in ids[1:]
        ]

    def _first_claim(self, name: str) -> str:
        """The first claim of an incident, or the claim that is meant."""
        from reportedly.gathering import load_one

        found, loaded = load_one(self.store, name)
        return loaded.incidents[found][0].claims[0]

    def dossiers(self, **filters: Any) -> list[dossier_views.Dossier]:
        """Negotiations, ceasefires, exchanges, court cases and tolls. Filters: kind, party, limit."""
        from reportedly import dossiers as dossier_views

        return dossier_views.dossiers(self.store, **filters)

    def reports(self, **filters: Any) -> list[ReportRow]:
        """Reports, with how much was found in each."""
        return queries.reports(self.store, **filters)

    def problems(self) -> list[Problem]:
        """Inputs that could not be read."""
        return queries.problems(self.store)

    def runs(self) -> list[Run]:
        """Passes of the program, oldest first."""
        return queries.runs(self.store)

    def summary(self) -> list[Count]:
        """Found and abstained, for each kind of record."""
        return queries.summary(self.store)

    def unresolved_names(self, limit: int | None = None) -> list[NameCount]:
        """Names that stand for no known actor, most often mentioned first."""
        return queries.unresolved_names(self.store, limit)

    def records(self) -> Iterable[AnyRecord]:
        """Every current record, in the order of the export."""
        return queries.records(self.store)

    def arrow(self, question: str, **filters: Any) -> pyarrow.Table:
        """The answer to a question of `questions.QUESTIONS` as an Arrow table."""
        return queries.as_arrow(self.store, question, **filters)

    def pandas(self, question: str, **filters: Any) -> pandas.DataFrame:
        """The answer to a question of `questions.QUESTIONS` as a pandas frame."""
        return queries.as_pandas(self.store, question, **filters)

    def why(self, record_id: str) -> audit.Why:
        """The chain from a record, by id or the start of it, to its sentence, rule, run and report."""
        return audit.why(self.store, record_id, describe_rule)

    def verify(self) -> audit.Check:
        """Re-slice every span against its report; no faults is what you want."""
        return audit.verify(self.store)

    def judge(self, about: str, verdict: review.Verdict, *, who: str, **details: str) -> Judgement:
        """Keep a person's verdict on a record beside it; details are field, value and why."""
        self.close()
        with open_store(self.path, write=True) as store:
            return review.add_judgement(store, about, verdict, who=who, when=_now(), **details)

    def waiting(self, *, only: str = "", skip: int = 0, limit: int = 1) -> review_queue.Queue:
        """What a person should judge next, those that matter most and are least sure first; see `review_queue`."""
        from reportedly import review_queue

        again = [name for name, standing in review.judged(self.store).by_record.items() if standing.state == "reopened"]
        which = cast(review_queue.Only, only)
        return review_queue.waiting(self.store, only=which, skip=skip, limit=limit, reopened=again)

    def judgements(self, about: str | None = None) -> list[Judgement]:
        """People's verdicts, oldest first."""
        return review.list_judgements(self.store, about)

    def export(self, form: str, out: str | Path | BinaryIO) -> int:
        """Write the case in a form of `reportedly.export.EXPORTS` to a file; how many records that were."""
        from reportedly.export import EXPORTS

        if form not in EXPORTS:
            raise CaseError(f"there is no export {form!r}; choose one of: {', '.join(sorted(EXPORTS))}")
        if not isinstance(out, str | Path):
            return EXPORTS[form](self.store, out)
        with Path(out).open("wb") as file:
            return EXPORTS[form](self.store, file)


def open_case(path: str | Path, *, make: bool = False) -> Case:
    """Open a case file; with `make`, make an empty one when there is none. CaseError says what to do."""
    return Case(path, make=make)
