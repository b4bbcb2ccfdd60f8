"""Train the ranker of statements and write its weights.

    python -m training.ranker GUM            write src/reportedly/lexicon/en/ranker.toml
    python -m training.ranker GUM --check    fail when training gives other bytes than the file holds
    python -m training.ranker GUM --measure  scores on texts that were left out of training in turn

GUM is a folder with texts.jsonl and gold.jsonl: attributions of the open genres of the Georgetown University Multilayer
corpus. The other texts are this project's own: sentences.txt here, gold/statements, and the examples of the cues.
Nothing is drawn by chance, and weights are rounded, so the same texts give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench.quality import quotes
from gold.statements import measure as own
from reportedly.lexicon import Lexicon, load_lexicon
from reportedly.lexicon.ranker import Ranker, Scorer
from reportedly.model import make_report
from reportedly.parse import load_model, parse
from reportedly.stages.frames import Frame, Reading
from reportedly.stages.names import find_names
from reportedly.stages.ranking import candidates, signs_of, signs_of_rule
from reportedly.stages.statements import find_statements, rule_frames

HERE = Path(__file__).parent
OUT = HERE.parent / "src/reportedly/lexicon/en/ranker.toml"
# A marked word of sentences.txt.
MARKED = re.compile(r"\*([^*]+)\*")
# How strongly weights are held near nought; chosen by the scores on texts left out, from 0.3, 1, 3.
RIDGE = 1.0
# A sign that stands in fewer cases than this says nothing.
RAREST = 3
# What a case of a cue that is listed counts in training the scorer of cues that are not.
LISTED = 0.5
ROUNDS = 30
FOLDS = 10
# Scores that decide, chosen on texts left out: few wrong ones taken, hardly a right one dropped.
ACCEPT, DROP = 0.8, 0.2
# Rules whose words are as often deeds or bare thoughts as words: backing by aircraft, a plan carried out, an idea that
# is nobody's. Only what they make is judged; what a verb of saying makes is never left out.
DOUBTFUL = (
    "statement.adjective/believe", "statement.noun/believe", "statement.noun/decide", "statement.noun/say",
    "statement.verb/accept", "statement.verb/decide", "statement.verb/discuss", "statement.verb/intend",
    "statement.verb/know", "statement.verb/propose", "statement.verb/support",
)  # fmt: skip
HEAD = """# Weights of the ranker of statements, made by training/ranker.py; do not edit by hand.
# Trained on own sentences (training/sentences.txt, gold/statements, the cues' examples) and on attributions of the open
# genres of GUM, the Georgetown University Multilayer corpus (annotations CC BY 4.0; see NOTICE).
# A score is 1 / (1 + exp(-(bias + the weights of the signs that are there))). No sign holds a name."""


class Case(NamedTuple):
    """Signs with whether they belong to an act of saying; `group` keeps apart what is left out together."""

    signs: tuple[str, ...]
    right: bool
    weight: float
    group: str
    rule: str


class Cases(NamedTuple):
    """Cases for the scorer of words that no list holds, and for the scorer of doubtful frames."""

    cue: list[Case]
    doubt: list[Case]


def sentences() -> Iterator[tuple[str, list[str]]]:
    """Own sentences without their stars, with the words that were starred."""
    for line in (HERE / "sentences.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield MARKED.sub(r"\1", line), MARKED.findall(line)


def read(text: str, lexicon: Lexicon) -> Reading:
    """What frame finders read from."""
    parsed = parse(text, load_model(), lexicon)
    return Reading(parsed, find_names(parsed, lexicon), lexicon.cues)


def own_cases(lexicon: Lexicon) -> Cases:
    """Cases of this project's own sentences: marked words are right, all others wrong."""
    found = Cases([], [])
    for text, marked in sentences():
        reading = read(text, lexicon)
        for frame in candidates(reading):
            right = frame.word.text in marked
            found.cue.append(Case(tuple(signs_of(reading, frame)), right, 1.0, text, frame.rule))
        for frame in rule_frames(reading):
            words = " ".join(w.text for w in frame.words)
            right = any(words.startswith(m) or m.startswith(words) for m in marked)
            found.doubt.append(Case(tuple(signs_of_rule(reading, frame)), right, 1.0, text, frame.rule))
    for case in own.cases():
        reading = read(case["text"], lexicon)
        cues = " ".join(s["cue"] for s in case["statements"])
        for frame in rule_frames(reading):
            if frame.word.text in cues:
                found.doubt.append(Case(tuple(signs_of_rule(reading, frame)), True, 1.0, case["text"], frame.rule))
    for cue in lexicon.cues.entries:
        for text in cue.examples:
            reading = read(text, lexicon)
            for frame in rule_frames(reading):
                if frame.rule.endswith(f"/{cue.id}"):
                    found.doubt.append(Case(tuple(signs_of_rule(reading, frame)), True, 1.0, text, frame.rule))
    return found


def gum_cases(folder: Path, lexicon: Lexicon) -> Cases:
    """Cases of GUM: a cue that its annotators marked is right, any other wrong."""
    marked: dict[str, set[int]] = {}
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        places = marked.setdefault(item["doc"], set())
        for start, end in item["cue_span"]:
            places.update(range(start, end))
    found = Cases([], [])
    for line in (folder / "texts.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        reading, places = read(item["text"], lexicon), marked.get(item["doc"], set())
        for frame in candidates(reading):
            right = frame.word.start in places
            found.cue.append(Case(tuple(signs_of(reading, frame)), right, 1.0, item["doc"], frame.rule))
        for frame in rule_frames(reading):
            if not is_clausal(reading, frame):
                continue  # GUM marks attribution of clauses only
            right = any(w.start in places for w in frame.words)
            found.doubt.append(Case(tuple(signs_of_rule(reading, frame)), right, 1.0, item["doc"], frame.rule))
            if frame.rule.startswith("statement.verb/"):
                found.cue.append(Case(tuple(signs_of(reading, frame)), right, LISTED, item["doc"], frame.rule))
    return found


def is_clausal(reading: Reading, frame: Frame) -> bool:
    """Whether a frame says a clause with a finite verb."""
    inside = [t for piece in frame.pieces for t in reading.parsed.tokens_in(*piece)]
    return any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in inside)


def fit(cases: Sequence[Case]) -> tuple[float, dict[str, float]]:
    """Bias and weights of a ridge logistic regression, by Newton's method from nought."""
    counts = Counter(sign for case in cases for sign in case.signs)
    signs = sorted(sign for sign, n in counts.items() if n >= RAREST)
    index = {sign: n for n, sign in enumerate(signs)}
    matrix = np.zeros((len(cases), len(signs) + 1))
    matrix[:, -1] = 1.0
    for row, case in enumerate(cases):
        for sign in case.signs:
            if sign in index:
                matrix[row, index[sign]] = 1.0
    wanted = np.array([case.right for case in cases], dtype=float)
    weight = np.array([case.weight for case in cases])
    ridge = np.full(len(signs) + 1, RIDGE)
    ridge[-1] = RIDGE / 100
    beta = np.zeros(len(signs) + 1)
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-(matrix @ beta)))
        slope = matrix.T @ (weight * (wanted - chance)) - ridge * beta
        curve = (matrix * (weight * chance * (1 - chance))[:, None]).T @ matrix + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        beta += step
        if np.abs(step).max() < 1e-9:
            break
    weights = {sign: round(float(beta[n]), 2) for sign, n in index.items()}
    return round(float(beta[-1]), 2), {sign: w for sign, w in weights.items() if w}


def score(signs: Iterable[str], bias: float, weights: dict[str, float]) -> float:
    """The score of signs under some weights."""
    return float(1 / (1 + np.exp(-(bias + sum(weights.get(sign, 0.0) for sign in signs)))))


def left_out(cases: Sequence[Case]) -> list[float]:
    """The score of each case by a model that saw nothing of its group."""
    groups = sorted({case.group for case in cases})
    fold = {group: n % FOLDS for n, group in enumerate(groups)}
    scores = [0.0] * len(cases)
    for number in range(FOLDS):
        bias, weights = fit([c for c in cases if fold[c.group] != number])
        for n, case in enumerate(cases):
            if fold[case.group] == number:
                scores[n] = score(case.signs, bias, weights)
    return scores


def train(cases: Cases) -> Ranker:
    """The ranker that some cases teach."""
    bias, weights = fit(cases.cue)
    cue = Scorer(threshold=ACCEPT, bias=bias, weights=weights)
    bias, weights = fit(cases.doubt)
    doubt = Scorer(threshold=DROP, bias=bias, weights=weights)
    return Ranker(cue=cue, doubt=doubt, doubtful=frozenset(DOUBTFUL))


def written(ranker: Ranker) -> str:
    """A ranker as TOML, in an order that does not change."""
    lines = [HEAD, "doubtful = ["]
    lines += [f'  "{rule}",' for rule in sorted(ranker.doubtful)]
    lines.append("]")
    for name, scorer in (("cue", ranker.cue), ("doubt", ranker.doubt)):
        lines += ["", f"[{name}]", f"threshold = {scorer.threshold}", f"bias = {scorer.bias}", "", f"[{name}.weights]"]
        lines += [f'"{sign}" = {weight}' for sign, weight in sorted(scorer.weights.items())]
    return "\n".join(lines) + "\n"


def cases_of(folder: Path, lexicon: Lexicon) -> Cases:
    """All cases: own sentences and GUM."""
    ours, theirs = own_cases(lexicon), gum_cases(folder, lexicon)
    return Cases([*ours.cue, *theirs.cue], [*ours.doubt, *theirs.doubt])


def report(cases: Cases) -> Iterator[str]:
    """How the two scorers do on cases that they did not see."""
    for name, chosen, right in (
        ("words outside the lists, taken", [c for c in cases.cue if c.weight == 1.0], True),
        ("frames of doubtful rules, left out", [c for c in cases.doubt if c.rule in DOUBTFUL], False),
    ):
        everything = cases.cue if right else cases.doubt
        scores = {id(c): s for c, s in zip(everything, left_out(everything), strict=True)}
        taken = [c for c in chosen if (scores[id(c)] >= ACCEPT if right else scores[id(c)] < DROP)]
        good = sum(c.right == right for c in taken)
        yield f"{name}: {len(taken)} of {len(chosen)}, rightly {good}; right in all {sum(c.right for c in chosen)}"


def folds_of(folder: Path, lexicon: Lexicon, cases: Cases) -> Iterator[tuple[Ranker, list[dict[str, str]]]]:
    """GUM's texts in ten parts, each with a ranker that saw none of its part."""
    lines = (folder / "texts.jsonl").read_text(encoding="utf-8").splitlines()
    texts = sorted((json.loads(line) for line in lines), key=lambda t: str(t["doc"]))
    for number in range(FOLDS):
        part = texts[number::FOLDS]
        docs = {t["doc"] for t in part}
        rest = Cases([c for c in cases.cue if c.group not in docs], [c for c in cases.doubt if c.group not in docs])
        yield train(rest), part


def predictions(folder: Path, lexicon: Lexicon, cases: Cases) -> Iterator[dict[str, object]]:
    """What is read in GUM's texts by rankers that did not see them, for the set's scorer."""
    for ranker, texts in folds_of(folder, lexicon, cases):
        fold = lexicon._replace(ranker=ranker)
        for item in texts:
            found = parse(item["text"], load_model(), fold)
            statements, _ = find_statements(make_report(item["text"]), found, fold, find_names(found, fold), [])
            kept = [s for s in statements if s.content is not None and quotes.is_clause(found, s, statements)]
            yield from (quotes.row(item["doc"], s, one_sentence=True) for s in kept)


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gum", type=Path)
    parser.add_argument("--check", action="store_true", help="compare with the file that is there")
    parser.add_argument("--measure", type=Path, metavar="OUT", help="write predictions of rankers that saw less")
    options = parser.parse_args(arguments)
    if not (options.gum / "texts.jsonl").is_file():
        print(f"There is no texts.jsonl in {options.gum}: name the folder of GUM's attributions.", file=sys.stderr)
        return 2
    lexicon = load_lexicon()._replace(ranker=Ranker())
    cases = cases_of(options.gum, lexicon)
    if options.measure is not None:
        print(*report(cases), sep="\n")
        rows = predictions(options.gum, lexicon, cases)
        options.measure.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return 0
    made = written(train(cases))
    if options.check:
        same = OUT.is_file() and OUT.read_text(encoding="utf-8") == made
        print("the same weights, byte for byte" if same else f"training gives other weights than {OUT.name} holds")
        return 0 if same else 1
    OUT.write_text(made, encoding="utf-8")
    print(f"{OUT.name}: {len(made)} bytes from {len(cases.cue)} and {len(cases.doubt)} cases")
    return 0


if __name__ == "__main__":
    sys.exit(main())
