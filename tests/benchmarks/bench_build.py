"""A whole build of many pages: how fast, with how much memory, and what a second build costs.

Run with `python -m tests.benchmarks.bench_build [PAGES]` from the project's folder; 1,000 pages by default, 30,000
for the full measure (half an hour on two cores). The pages are invented: five sites with their own menus, notices
and teasers around articles put together from phrases, 13 kB each, one in twenty the reprint of another.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from analysis import store

PAGE_BYTES = 13_000
SITES = 5
# One sentence in so many tells of a meeting; one page in so many says nowhere when it was published.
MEETINGS, UNDATED = 5, 10
# Of a scraped page, about half is the article.
BODY_BYTES = 7_000
REPRINTS = 20  # one page in so many

WHO = ("Sergueï Lavrov", "Wang Yi", "Emmanuel Macron", "Xi Jinping", "Vladimir Poutine", "le ministre", "Olaf Scholz")
DOES = ("a rencontré", "a reçu", "s'est entretenu par téléphone avec", "a critiqué", "doit rencontrer")
WHERE = ("à Moscou", "à Pékin", "à Genève", "à Astana", "en marge du sommet", "au siège de l'organisation")
WHEN = ("lundi", "mardi dernier", "le 3 mars", "au printemps", "la semaine prochaine", "en janvier 2023", "hier soir")
QUIET = (
    "Le port a vu passer moins de navires que l'an dernier, et les armateurs cherchent d'autres routes",
    "Les habitants attendent des réponses claires sur le prix du chauffage et sur les transports du soir",
    "Une partie des entreprises a déjà quitté la région, faute de commandes et de crédits à bon marché",
    "L'opposition juge la réforme injuste, tandis que la majorité parle d'une étape utile et courageuse",
)
ABOUT = (
    "pour parler du prix des céréales et de la sécurité des ports",
    "après des mois de discussions difficiles sur les frontières",
    "afin de préparer un accord que ses adversaires jugent dangereux",
    "sans qu'aucune décision ne soit annoncée aux journalistes présents",
    "dans un climat que les diplomates décrivent comme excellent",
)


def sentence(dice: random.Random) -> str:
    """One sentence of an article; a number keeps most of them apart."""
    if dice.randrange(MEETINGS):
        return f"{dice.choice(QUIET)}, selon la note {dice.randrange(10**7)} du bureau."
    said = f"{dice.choice(WHO)} {dice.choice(DOES)} {dice.choice(WHO)} {dice.choice(WHERE)} {dice.choice(WHEN)}"
    return f"{said[0].upper()}{said[1:]}, {dice.choice(ABOUT)}, selon la note {dice.randrange(10**7)} du bureau."


def article(dice: random.Random) -> str:
    """A title and paragraphs."""
    paragraphs = [f"Les navires et les habitants du port attendent la note {dice.randrange(10**7)}"]
    if dice.randrange(UNDATED):
        paragraphs.append(f"Publié le {dice.randrange(1, 28)} mars {dice.randrange(2015, 2026)} à 11h12")
    while sum(map(len, paragraphs)) < BODY_BYTES:
        paragraphs.append(" ".join(sentence(dice) for _ in range(4)))
    return "\n\n".join(paragraphs)


def furniture(site: int) -> tuple[str, str]:
    """What stands above and below every article of a site."""
    dice = random.Random(f"site {site}")
    menu = [f"Rubrique {name} {dice.randrange(100)}" for name in ("Monde", "Ville", "Météo", "Sport", "Jeux") * 8]
    notice = (
        f"Le site numéro {site} dépose des fichiers sur votre appareil pour mesurer ses visites et payer ses pages."
    )
    foot = [f"Un autre titre de la maison sur le sujet {dice.randrange(10**6)}" for _ in range(60)]
    return "\n".join([*menu, notice]), "\n".join(foot)


def pages(count: int) -> Iterator[tuple[str, str]]:
    """(name, text) of `count` pages."""
    around = [furniture(site) for site in range(SITES)]
    for number in range(count):
        story = random.Random(number - 1 if number % REPRINTS == 1 else number)
        above, below = around[number % SITES]
        text = f"{above}\n\n{article(story)}\n\n{below}\n"
        yield f"site-{number % SITES}/page-{number:06}.txt", text.ljust(PAGE_BYTES)


def build(folder: Path, out: Path, *options: str) -> tuple[float, str]:
    """Seconds of one build in a process of its own, and what it says."""
    command = [sys.executable, "-m", "analysis", "build", str(folder), "--out", str(out), *options]
    start = time.perf_counter()
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return time.perf_counter() - start, done.stdout


def main() -> None:
    """Print pages/s, MB/s and peak memory of a first build, then the seconds of a second and of one page more."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("pages", nargs="?", type=int, default=1_000)
    parser.add_argument("--workers", default=None)
    given = parser.parse_args()
    options = ["--workers", given.workers] if given.workers else []
    with tempfile.TemporaryDirectory() as place:
        folder, out = Path(place) / "press", Path(place) / "corpus"
        size = 0
        for name, text in pages(given.pages):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            size += path.write_bytes(text.encode())
        seconds, said = build(folder, out, *options)
        # Of the largest process among the build and its workers; the unit is kB on Linux, bytes on macOS.
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
        print(said)
        print(f"{given.pages} pages, {size / 1e6:.0f} MB: {seconds:.0f} s, {given.pages / seconds:.1f} pages/s, ")
        print(f"{size / 1e6 / seconds:.2f} MB/s, largest process {peak:.0f} MB")
        before = store.version(out)
        print(f"the same again: {build(folder, out, *options)[0]:.1f} s, same tables: {store.version(out) == before}")
        for name, text in pages(given.pages + 1):
            (folder / name).write_bytes(text.encode())
        print(f"one page more: {build(folder, out, *options)[0]:.1f} s")
        on_disk = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
        print(f"on disk {on_disk / 1e6:.0f} MB, of which parts {_size(out / 'parts') / 1e6:.0f} MB")


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


if __name__ == "__main__":
    main()
