"""A crawl of news made up for measuring: a web archive whose pages have the size and the clutter of real ones.

One page in ten is a bundled report on conflict; of the others eight in nine are ordinary news (bench/ordinary) and one
tells of sport, markets and arts in words of war. Around each text stand menus, teasers, styles and scripts, to about
90 kB a page, 25 kB packed: about what pages of news have.
"""

from __future__ import annotations

import gzip
import random
from html import escape
from itertools import cycle, islice
from pathlib import Path

MENU_LINKS, TEASERS, STYLE_RULES, SCRIPT_CHARS = 220, 30, 350, 16_000
SECTIONS = ("World", "Politics", "Business", "Sport", "Culture", "Science", "Health", "Weather", "Opinion", "Travel")
EVERY = 10  # one page in so many is on conflict


def write_crawl(path: Path, pages: int, seed: int = 1) -> int:
    """Write an archive of so many pages; how many of them are on conflict."""
    from bench.ordinary import ordinary_reports
    from bench.stream import calm_texts
    from bench.throughput import bundled_texts

    conflict = bundled_texts()
    length = sum(map(len, conflict)) // len(conflict)
    ordinary = ordinary_reports(min(400, pages), length)
    calm = calm_texts(min(60, pages), length)
    others = cycle(
        [
            text
            for n, text in enumerate(ordinary)
            for text in ((text, calm[n // 8 % len(calm)]) if n % 8 == 0 else (text,))
        ]
    )
    chance = random.Random(seed)
    told = cycle(conflict)
    texts = (next(told) if n % EVERY == 0 else next(others) for n in range(pages))
    with path.open("wb") as file:
        for n, text in enumerate(islice(texts, pages)):
            file.write(gzip.compress(_record(n, seed, _page(text, n, chance)), 6))
    return -(-pages // EVERY)


def _page(text: str, n: int, chance: random.Random) -> bytes:
    """A page with the text as its article."""
    lines = [line for line in text.split("\n") if line.strip()]
    menu = "".join(
        f'<li class="nav-item nav-{k}"><a href="/{chance.choice(SECTIONS).lower()}/{chance.randrange(10**6)}" '
        f'data-track="menu-{k}">{chance.choice(SECTIONS)}</a></li>'
        for k in range(MENU_LINKS)
    )
    teasers = "".join(
        f'<div class="teaser"><a href="/{chance.randrange(10**8)}"><img src="/i/{chance.randrange(10**8)}.jpg" alt="">'
        f"<span>{chance.choice(SECTIONS)} briefing number {chance.randrange(1000)}</span></a></div>"
        for _ in range(TEASERS)
    )
    style = "".join(
        f".c{k}-{chance.randrange(999)}{{margin:{k}px;color:#{chance.randrange(16**6):06x};padding:{k % 9}px auto}}"
        for k in range(STYLE_RULES)
    )
    script = f"window.state='{chance.randbytes(SCRIPT_CHARS * 3 // 4).hex()}'"
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Report {n}</title><style>{style}</style>"
        f"<script>{script}</script></head><body><header><nav><ul>{menu}</ul></nav></header>"
        f"<main><article><h1>Report {n}</h1>{body}</article></main><aside>{teasers}</aside>"
        f"<footer><ul>{menu}</ul></footer></body></html>"
    ).encode()


def _record(n: int, seed: int, page: bytes) -> bytes:
    content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{seed:04}-{n:08}>\r\n"
        f"WARC-Target-URI: https://courier.example/{seed}/{n}\r\nWARC-Date: 2031-05-04T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"
