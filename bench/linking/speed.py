"""Linking made-up claims: how many a second on one core, how much memory, and the time to add one report.

    python bench/linking/speed.py [--claims N]

Occurrences in 2,000 towns of 104 districts in 8 countries, over four years, are each told by one to twelve reports,
an event and a figure in each account, with places now and then as wide as a district, days now and then not told, and
tolls that differ. The claims come in the order of publication and then one report at a time, anywhere.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import time

from reportedly.link.grouping import Grouping
from reportedly.link.incidents import FARTHEST, IncidentRule
from reportedly.link.occurrences import Account
from reportedly.link.places import distance

TOWNS, DAYS = 2_000, 1_500
GROUPS = ("air", "bomb", "ground fire", "violence")


def make_accounts(number: int, chance: random.Random) -> list[Account]:
    """Accounts of made-up occurrences, two claims each."""
    towns = [(f"t{n}", chance.uniform(-60, 60), chance.uniform(-180, 180)) for n in range(TOWNS)]
    names, words = [f"name{n}" for n in range(4_000)], [f"w{n}" for n in range(3_000)]
    made: list[Account] = []
    while len(made) < number:
        told = (chance.choice(towns), 738_000 + chance.randrange(DAYS), chance.choice(GROUPS), chance.randint(1, 60))
        told_names, told_words = chance.sample(names, 6), chance.sample(words, 25)
        for _ in range(min(1 + int(chance.expovariate(0.6)), 12, number - len(made))):
            own = (chance.sample(told_names, 3) + chance.sample(names, 2), chance.sample(told_words, 12))
            made.append(make_account(len(made), told, own, words, chance))
    return made


def make_account(
    n: int,
    told: tuple[tuple[str, float, float], int, str, int],
    own: tuple[list[str], list[str]],
    words: list[str],
    chance: random.Random,
) -> Account:
    """One report's account of an occurrence."""
    (town, lat, lon), day, group, toll = told
    place, published = int(town[1:]), day + chance.choice([0, 0, 1, 1, 2])
    precise, said = chance.random() < 0.8, chance.random() < 0.7
    areas = {f"@c{place % 8}", f"@c{place % 8}/d{place % 104}"} | (set() if precise else {f"d{place % 104}"})
    number = toll + chance.choice([0, 0, 0, 2, 5])
    return Account(
        order=(str(published), f"r{n}", 0, f"e{n}"),
        report=f"r{n}",
        claims=(f"e{n}", f"f{n}"),
        family="violence",
        groups=frozenset({group if chance.random() < 0.8 else "violence"}),
        first=day if said else published,
        last=day if said else published,
        said_day=said,
        published=published,
        place=town if precise else f"d{place % 104}",
        place_name=town,
        precise=precise,
        lat=lat,
        lon=lon,
        areas=frozenset(areas),
        doers=frozenset({chance.choice("AB")}),
        targets=frozenset({"civilians"}),
        counts=(("killed", number, number),),
        sites=frozenset({town} if precise else ()),
        names=frozenset(own[0]),
        words=frozenset(own[1] + chance.sample(words, 8)),
        telling=tuple(sorted(own[0])),
        lead=True,
    )


def main() -> int:
    """Make, link, add, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=200_000)
    options = parser.parse_args()
    chance = random.Random(1)
    bare = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    accounts = sorted(make_accounts(options.claims // 2, chance), key=lambda account: account.order)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    grouping = Grouping(IncidentRule())
    started = time.process_time()
    grouping.update(accounts)
    seconds = time.process_time() - started
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    claims = 2 * len(accounts)
    print(f"{claims:,} claims in {len(grouping.groups()):,} incidents: {claims / seconds:,.0f} a second of one core")
    print(
        f"memory a claim: {(after - before) * 1024 / claims:,.0f} bytes for the groups and their index, "
        f"{(after - bare) * 1024 / claims:,.0f} with the accounts"
    )
    half = Grouping(IncidentRule())
    half.update(accounts[:50_000])
    times = []
    for account in chance.sample(accounts[:50_000], 200):
        half.update([], [account.id])
        began = time.perf_counter()
        half.update([account])
        times.append(1000 * (time.perf_counter() - began))
    print(
        f"one report more in {2 * len(half.items):,} claims: {statistics.median(times):.2f} ms, most {max(times):.1f}"
    )
    print(f"named places furthest apart in one incident: {furthest(grouping):.0f} km (allowed {FARTHEST:.0f})")
    return 0


def furthest(grouping: Grouping[Account]) -> float:
    """The longest way between two precise places of one incident."""
    longest = 0.0
    for group in grouping.groups():
        points = {(a.lat, a.lon) for a in group.items if a.precise and a.lat is not None and a.lon is not None}
        ways = [distance(*p, *q) for p in points for q in points]
        longest = max([longest, *ways])
    return longest


if __name__ == "__main__":
    sys.exit(main())
