"""Actors and every way to write them: one alias, one actor."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from analysis.knowledge.files import Files, known
from analysis.knowledge.model import Actor, Alias, Nickname, Term
from analysis.knowledge.rows import Row
from analysis.language.text import normalise

CAPITAL = "="  # in the column metonyms of states.csv: the capital itself stands for the state


class AliasBook:
    """Aliases as they are found; raises KnowledgeError where two actors claim one."""

    def __init__(self) -> None:
        self._owners: dict[str, tuple[str, Row]] = {}
        self.aliases: list[Alias] = []

    def add(self, texts: Iterable[str], actor_id: str, how: str, row: Row) -> None:
        """`texts` as aliases of `actor_id`; a spelling that normalises like an earlier one adds nothing."""
        for text in texts:
            normal = normalise(text)
            if normal not in self._owners:
                self._owners[normal] = (actor_id, row)
                self.aliases.append(Alias(text, actor_id, how))
            owner, there = self._owners[normal]
            if owner != actor_id:
                raise row.error(
                    f"alias {text!r} of {actor_id} is already one of {owner} ({there.file}, line {there.line})"
                )


def slug(name: str) -> str:
    """`name` in plain lower-case letters: "Émirats arabes unis" → "emirats-arabes-unis"."""
    return re.sub(r"[^a-z0-9]+", "-", normalise(name)).strip("-")


def actors(files: Files, book: AliasBook) -> dict[str, Actor]:
    """Every actor by its id, its names entered in `book`."""
    found: dict[str, Actor] = {}
    for row, name in files.states():
        _enter(found, book, Actor(slug(name), name, "state", name), [name, *row.items("aliases")], row)
    states = set(found)
    for row in files["organisations.csv"]:
        actor = Actor(slug(row["name"]), row["name"], "organisation", "")
        _enter(found, book, actor, [row["name"], *row.items("aliases")], row)
    for row in files["persons.csv"]:
        if row["country"] and slug(row["country"]) not in states:
            raise row.error(f"unknown state {row['country']!r}")
        actor = Actor(slug(row["name"]), row["name"], "person", row["country"])
        alone = row.items("surnames") if row.yes("alone") else []
        _enter(found, book, actor, [row["name"], *row.items("aliases"), *alone], row)
    return found


def _enter(found: dict[str, Actor], book: AliasBook, actor: Actor, names: Iterable[str], row: Row) -> None:
    if actor.actor_id in found:
        raise row.error(f"{actor.name!r} is written twice (actor_id {actor.actor_id})")
    found[actor.actor_id] = actor
    book.add(names, actor.actor_id, "name", row)


def enter_metonyms(files: Files, ids: dict[str, str], book: AliasBook) -> None:
    """Capitals and palaces that stand for a government, entered in `book`."""
    for row in files["metonyms.csv"]:
        book.add([row["text"]], known(row, "actor", ids), "metonym", row)
    for row, name in files.states():
        capital = row["capital"] or files.territory(row)["capital"]
        texts = [capital if text == CAPITAL else text for text in row.items("metonyms")]
        book.add(texts, ids[name], "metonym", row)


def nicknames(files: Files, ids: dict[str, str], book: AliasBook) -> tuple[Nickname, ...]:
    """Periphrases of an office; those of one actor for good are entered in `book`."""
    offices: dict[str, Nickname] = {}
    for row in files["nicknames.csv"]:
        if bool(row["actor"]) == bool(row["office"]):
            raise row.error("a nickname names either an actor, or an office and whose it is")
        if row["actor"]:
            book.add([row["text"]], known(row, "actor", ids), "nickname", row)
            continue
        nickname = Nickname(row["text"], files.office(row, "office"), known(row, "of", ids))
        earlier = offices.setdefault(normalise(row["text"]), nickname)
        if (earlier.office, earlier.of) != (nickname.office, nickname.of):
            raise row.error(f"nickname {row['text']!r} already names {earlier.office} of {earlier.of}")
    return tuple(offices.values())


def demonyms(files: Files, ids: dict[str, str]) -> dict[str, str]:
    """Every gender and number of every demonym, normalised, with its actor_id."""
    found: dict[str, str] = {}
    for row, name in files.collectives():
        for word in (*row.items("masculine"), *row.items("feminine")):
            for form in (normalise(word), plural(normalise(word))):
                if found.setdefault(form, ids[name]) != ids[name]:
                    raise row.error(f"demonym {word!r} is already that of {found[form]}")
    return found


def plural(word: str) -> str:
    """French plural of a normalised adjective; none of them ends in -al, and -eu has no place here."""
    return word if word.endswith(("s", "x", "z")) else word + "s"


def sided(files: Files, found: dict[str, Actor], ids: dict[str, str], terms: Iterable[Term]) -> dict[str, Actor]:
    """The same actors, each with its side: an organisation's bodies and its servants stand for it."""
    bodies = {known(row, "organisation", ids): found[known(row, "side", ids)].name for row in files["sides.csv"]}
    names = {
        actor_id: actor.country or bodies.get(actor_id, "" if actor.kind == "person" else actor.name)
        for actor_id, actor in found.items()
    }
    camps = {body for body, side in bodies.items() if found[body].name == side}  # in arms against their own state
    for term in sorted(terms, key=lambda term: term.start or date.min):
        if not found[term.actor_id].country or term.of in camps:
            names[term.actor_id] = names[term.of]
    return {actor_id: replace(actor, side=names[actor_id]) for actor_id, actor in found.items()}
