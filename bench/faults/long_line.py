"""A line of 500 MB between good ones."""

from __future__ import annotations

from pathlib import Path

from bench.faults import MEMORY, Outcome, line, problems_of, read, rows_of

MEGABYTES = 500


def check(folder: Path) -> Outcome:
    """The good lines alone, then with the long one in their middle."""
    good = [line(n) + "\n" for n in range(40)]
    path = folder / "reports.jsonl"
    path.write_text("".join(good))
    read(path, folder / "expected")
    with path.open("w") as file:
        file.writelines(good[:20])
        file.write('{"text": "')
        for _ in range(MEGABYTES):
            file.write("shells hit " * 90_909)
        file.write('"}\n')
        file.writelines(good[20:])
    done = read(path, folder / "out")
    problems = problems_of(folder / "out")
    # The long line moves the numbers of those after it, which their source tells; all else is the same.
    expected, found = (rows_of(folder / name, "source") for name in ("expected", "out"))
    result = f"exit code {done.code} after {done.seconds:.0f} s, within {MEMORY} MiB a worker; {problems[0]}"
    return Outcome(f"line of {MEGABYTES} MB", result, found == expected and len(problems) == 1)
