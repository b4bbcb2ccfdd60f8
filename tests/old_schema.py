"""Case files as older programs made them, for the tests of migrations."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from reportedly.store.opening import STORAGE_VERSION, sql_file


def make_v1(path: Path) -> None:
    """A case file of schema 1: no abstentions; with one report read, and one still in the intake."""
    con = duckdb.connect(":memory:")
    con.execute(f"ATTACH '{path}' AS case_file (STORAGE_VERSION '{STORAGE_VERSION}')")
    con.execute("USE case_file")
    con.execute(schema_1())
    con.execute("INSERT INTO migration VALUES (1, '0.0.1')")
    con.execute(
        "INSERT INTO run VALUES ('r-1', '0.0.1', 'lex', 'model', '2031-05-01', '2031-05-01', MAP {'reports': 1})"
    )
    con.execute("INSERT INTO reading VALUES (1, 'r-1', 'r-a')")
    con.execute("""
        INSERT INTO report (reading, id, "text", text_sha256, outlet, published)
        VALUES (1, 'r-a', 'He said no.', sha256('He said no.'), 'Old Post', '2031-05-01')
    """)
    con.execute("""
        INSERT INTO statement VALUES (1, 0, 's-1',
            {'report': 'r-a', 'span': {'start': 0, 'end': 11, 'text': 'He said no.'}, 'rule': 'statement.verb/say',
             'cues': []},
            NULL, {'start': 3, 'end': 7, 'text': 'said'}, 'says', NULL, [], 'indirect', NULL, [], [], NULL, NULL, [])
    """)
    con.execute("INSERT INTO intake VALUES (2, 'r-1', $1)", [INTAKE])
    con.close()


INTAKE = """
{"report": {"type": "report", "id": "r-b", "text": "Fog.", "text_sha256": "x", "outlet": null, "title": null,
 "published": null, "published_precision": null, "language": null, "url": null, "author": null, "origin": null,
 "origin_how": null, "retrieved": null, "source": null},
 "statements": [], "events": [], "figures": [], "names": [], "times": [], "places": []}
"""


def schema_1() -> str:
    """The tables of schema 1, made of today's by taking out what came later."""
    new = "abstention|wording|linking|linked|account|fingerprint|search|seat|page"
    later = re.compile(
        rf"CREATE TABLE ({new}) .*?;\n|COMMENT ON TABLE ({new}) .*?;\n|COMMENT ON COLUMN ({new})\..*?;\n"
        r'|COMMENT ON COLUMN (statement\.source|event\.also|link\.(linking|score|"rule")).*?;\n',
        re.DOTALL,
    )
    text = later.sub("", sql_file("schema.sql")).replace(", source span\n", "\n").replace(", also evidence[]\n", "\n")
    return text.replace("    linking BIGINT, a VARCHAR", "    a VARCHAR").replace(
        ', score DOUBLE, "rule" VARCHAR\n)', "\n)"
    )
