"""From the files of data/knowledge to one checked Knowledge."""

from functools import cache
from pathlib import Path

from analysis.knowledge import actors, offices, places
from analysis.knowledge.files import Files
from analysis.knowledge.model import Knowledge
from analysis.language.lasting import uncollected
from analysis.language.text import normalise

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "knowledge"
WHERE = ("phrase", "nobody", "before", "thing", "government")


@cache
@uncollected()
def load(folder: Path = FOLDER) -> Knowledge:
    """The knowledge of `folder`, read and checked once per process.

    Raises KnowledgeError for an alias of two actors, two holders of one single office at a time,
    a person with two overlapping terms of one office, a reference to an unknown actor or office,
    a badly written day.
    """
    files = Files(folder)
    book = actors.AliasBook()
    found = actors.actors(files, book)
    ids = {actor.name: actor.actor_id for actor in found.values()}
    actors.enter_metonyms(files, ids, book)
    nicknames = actors.nicknames(files, ids, book)
    terms = offices.terms(files, ids)
    plain = {normalise(row["word"]): normalise(row["plain"]) for row in files["title_words.csv"]}
    return Knowledge(
        actors=actors.sided(files, found, ids, terms),
        aliases=tuple(book.aliases),
        terms=tuple(terms),
        demonyms=actors.demonyms(files, ids),
        places=places.places(files),
        never=_phrases(files, "phrase"),
        nobody=_phrases(files, "nobody"),
        surnames={ids[row["name"]]: tuple(row.items("surnames")) for row in files["persons.csv"]},
        prefixes={
            normalise(prefix): ids[name] for row, name in files.collectives() for prefix in row.items("prefixes")
        },
        nicknames=nicknames,
        never_before=_phrases(files, "before"),
        thing_before=_phrases(files, "thing"),
        government_before=_phrases(files, "government"),
        leader_offices={ids[name]: files.office(row, "leader") for row, name in files.collectives() if row["leader"]},
        terms_of=offices.by_office(terms),
        terms_by=offices.by_holder(terms),
        single_offices=frozenset(office for office, single in files.kinds.items() if single),
        titles=offices.titles(terms, plain),
        plain_words=plain,
    )


def _phrases(files: Files, where: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(normalise(row["phrase"]) for row in files["never.csv"] if row.one_of("where", WHERE) == where)
    )
