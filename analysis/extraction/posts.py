"""Offices whose title says whose they are: « directeur de la CIA », « maire de Kiev », « commissaire au Climat »."""

import re
from collections.abc import Iterable, Iterator

from analysis.extraction.readings import Head
from analysis.knowledge import Knowledge, Term
from analysis.language import words
from analysis.language.text import normalise

# Offices that are told by their titles; of those, posts whose title names a body or place of their own.
_TITLED_OFFICES = frozenset(
    ("adviser", "central_bank", "envoy", "governor", "intelligence_chief")
    + ("other", "party_leader", "speaker", "spokesperson")
)
_COMMISSIONER, _GOVERNOR = "commissioner", "governor"
_OF = r"(?:du |de |de la |des |de l'|d')"
_BODY = re.compile(rf"(?:^| ){_OF}([A-ZÀ-Þ][\w-]*)")
_PLACE = re.compile(rf"(\S+) (?:de la région )?({_OF}[A-ZÀ-Þ].*)")
# What a commissioner is in charge of: « au Commerce » is « chargé du Commerce » as well.
_CHARGE = {"a la": "de la", "a l'": "de l'", "au": "du", "aux": "des"}
_CHARGED = re.compile(r"(a la|a l'|aux|au)(?= |(?<='))(.*)")


def posts(knowledge: Knowledge) -> list[tuple[str, Head]]:
    """Every way to write such a post, with the office it is; what a nickname says already is left to it."""
    lists = words.lists("reference_words.yaml")
    known = {normalise(nickname.text) for nickname in knowledge.nicknames}
    found: dict[str, Head] = {}
    for term in knowledge.terms:
        head = Head((term.office,), False, term.of, term.title)
        for text in _written(term, lists):
            found.setdefault(normalise(text), head)
    found |= {
        f"et {body}": Head(head.offices, False, head.of, head.title, joined=True)
        for post, head in found.items()
        for title, _, body in [post.partition(" ")]
        if title in lists["heads_of_bodies"]
    }
    return [(text, head) for text, head in found.items() if text not in known]


def _written(term: Term, lists: dict[str, tuple[str, ...]]) -> Iterator[str]:
    if term.office == _COMMISSIONER:
        yield from _commissioner(normalise(term.title), lists["commissioners"])
        return
    head, _, body = term.title.partition(" ")
    named = any(normalise(name) not in lists["common_bodies"] for name in _BODY.findall(body))
    if term.office not in _TITLED_OFFICES or not named:
        return
    synonyms = lists["heads_of_bodies"]
    for word in (head, *(synonyms if normalise(head) in synonyms else ())):
        yield f"{word} {body}"
    match = _PLACE.fullmatch(term.title) if term.office == _GOVERNOR else None
    if match:
        yield from (f"{match[1]} {region} {match[2]}" for region in lists["regions_of"])


def _commissioner(title: str, openings: Iterable[str]) -> Iterator[str]:
    """« commissaire européen au Commerce », « commissaire chargée du Commerce »; a bare « commissaire européen » is
    nobody's."""
    opening = next((one for one in openings if title.startswith(f"{one} ")), "")
    match = _CHARGED.fullmatch(title, len(opening) + 1)
    if match is None:
        return
    charge = _CHARGE[match[1]] + match[2]
    for one in openings:
        yield from (
            f"{one} {match[0]}",
            f"{one} charge {charge}",
            f"{one} chargee {charge}",
            f"{one} en charge {charge}",
        )
