"""Merging of many reports: seconds, growth and memory. `python tests/benchmarks/bench_merging.py [REPORTS]`.

Fails above the limits of the project: 20 s of CPU and 1 GB for 200,000 reports, growing no faster than n log n.
"""

import math
import random
import resource
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from analysis import merging, tables  # noqa: E402 - the project is run from its folder
from tests.rows import article, row  # noqa: E402

SIDES = ("Russie", "Chine", "Ukraine", "États-Unis", "France", "Allemagne", "Turquie", "Inde", "Iran", "Japon")
DAYS = 4000  # the reports spread over eleven years
PER_ARTICLE = 4
MOST, SECONDS, MEGABYTES = 200_000, 20, 1000
POWER = 1.15  # n log n from a quarter to all of them is 1.09; the clock of a busy machine is not exact


def reports(count: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`count` invented reports and their articles; half of them of one pair of states, as a real corpus is."""
    rng = random.Random(1)
    rows, articles = [], []
    for number in range(count):
        day = date(2014, 1, 1) + timedelta(days=rng.randrange(DAYS))
        if number % PER_ARTICLE == 0:
            articles.append(article(f"a{number // PER_ARTICLE}", published=day.isoformat(), outlet=f"o{number % 50}"))
        sides = SIDES[:2] if rng.random() < 0.5 else tuple(rng.sample(SIDES, 2))
        persons = [f"{side} {rng.randrange(4)}" if rng.random() < 0.8 else side for side in sides]
        precision, first, last = rng.choices(
            (("day", day, day), ("month", day.replace(day=1), day.replace(day=28)), ("unknown", None, None)),
            (0.7, 0.1, 0.2),
        )[0]
        place = rng.choice(("", f"capitale de {sides[1]}"))
        rows.append(
            row(
                "reports", report_id=f"r{number}", article_id=f"a{number // PER_ARTICLE}", sentence=1,
                participants=tables.join(persons), sides=tables.join(sides),
                mode=rng.choice(("in_person", "in_person", "phone", "unknown")),
                status=rng.choice(("held", "held", "planned", "denied")), date_precision=precision,
                start_date=str(first or ""), end_date=str(last or ""), kind=rng.choice(tables.KINDS), place=place,
                country=place and sides[1],
            )
        )  # fmt: skip
    return tables.frame("reports", rows), tables.frame("articles", articles)


def main() -> None:
    """Prints CPU seconds for a quarter, half and all of the reports, how they grow, and the peak of memory; leaves
    with 1 where one is above its limit.
    """
    most = int(sys.argv[1]) if len(sys.argv) > 1 else MOST
    spent = []
    for count in (most // 4, most // 2, most):
        told, articles = reports(count)
        start = time.process_time()
        meetings = merging.merge(told, articles).meetings
        spent.append(time.process_time() - start)
        each = spent[-1] * 1e6 / count
        print(f"{count:>8} reports: {spent[-1]:6.1f} s of CPU, {len(meetings)} meetings, {each:.0f} µs each")
    power = math.log(spent[-1] / spent[0]) / math.log(4)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"seconds grow as reports to the power of {power:.2f}")
    print(f"peak memory {memory:.0f} MB, the reports included")
    if spent[-1] > SECONDS * most / MOST or memory > MEGABYTES or power > POWER:
        sys.exit(1)


if __name__ == "__main__":
    main()
