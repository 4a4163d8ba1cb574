"""Persons that no list knows, found by their shape: a given name, or a name beside a function, a title, a verb."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.extraction.company import Company, right_before
from analysis.extraction.evidence import evidence_after, evidence_before, has_verb
from analysis.extraction.lexicon import Lexicon
from analysis.extraction.marked import Draft
from analysis.extraction.pointers import Words
from analysis.extraction.shapes import CAPITAL, NAME, PARTICLES, Shapes
from analysis.language.matching import Automaton
from analysis.language.text import normalise

_LETTER = re.compile(r"\w")
_BETWEEN = re.compile(r"[^a-z0-9]+")  # the words of an id
_SURNAME = rf"{CAPITAL}[a-zà-öø-ÿ’'-][\w’'-]*[^\W\d_](?![\w’'-]| {CAPITAL})"
_BORNE = re.compile(rf"(?:{PARTICLES} )?{_SURNAME}")  # after « M. »
_RANKED = re.compile(rf"(?:(?:Le|La|De|Von|Van|Al|El|Ben|Bin) )?{_SURNAME}")  # « ministre du Travail » names nobody
_OF, _OPENINGS = " de ", (".", "!", "?", "…", "«", "“", '"', "\n")
_OF_PLACE = re.compile(r" (?:de la|de|du|des) (?=[A-ZÀ-ÖØ-Þ])")
_REACH = 160  # characters before a name that may tell what it names


@dataclass(frozen=True, slots=True)
class Stranger:
    """A person found by shape at [start, end)."""

    start: int
    end: int
    name: str


class People:
    """Finds names of persons outside the lexicon, where the words around prove that they are persons."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.shapes = Shapes(words, lexicon)
        self.is_no_name = self.shapes.is_no_name
        self._given, self._cities = lexicon.given_names, lexicon.given_places
        self._known, self._surnames, self._leaders = lexicon.person, lexicon.namesakes, lexicon.known_alone
        self._determiners, self._company = right_before(words["determiners"]), Company(words)
        self._before, self._after = evidence_before(words), evidence_after(words)
        self._titles, self._ranks, self._dignities = (
            Automaton([f"{title} " for title in titles])
            for titles in (set(words["titles"]) - set(words["dignities"]), words["ranks"], words["dignities"])
        )

    def is_told_after(self, normal: str, end: int) -> bool:
        """Do the words after a name prove a person? « X, chercheur », « X a déclaré »."""
        return self._after.match(normal, end) is not None

    def titled(self, text: str, normal: str, taken: Callable[[int, int], bool]) -> list[Stranger]:
        """Strangers named by a title and a surname alone: « M. Lecocq », « le général Lecocq »; the span holds both."""
        found = list(_after(self._titles, _BORNE, text, normal))
        found += _after(self._ranks, _RANKED, text, normal)
        return self._free(found, taken)

    def crowned(self, text: str, normal: str, taken: Callable[[int, int], bool]) -> list[Stranger]:
        """Strangers named by a dignity and a given name: « le prince Andrew »; the span holds both."""
        found = _after(self._dignities, _RANKED, text, normal)
        return self._free([one for one in found if normalise(one.name).split("-")[0] in self._given], taken)

    def _free(self, found: Iterable[Stranger], taken: Callable[[int, int], bool]) -> list[Stranger]:
        named = (one for one in found if not self.is_no_name(one.name.rpartition(" ")[2]))  # « Monsieur le Président »
        return [one for one in named if not taken(one.end - len(one.name), one.end)]

    def find(
        self,
        text: str,
        normal: str,
        taken: Callable[[int, int], bool],
        is_full: Callable[[int, int], bool],
        is_thing: Callable[[int], bool],
        confirmed: Callable[[int, int], bool],
    ) -> tuple[list[Stranger], list[Stranger]]:
        """Strangers of `text`, and names that may be a stranger's but are not proven, both in order, outside the spans
        that are `taken` and not after words of things. `is_full` tells of a span that all of it is taken, as most names
        are; `confirmed` that another proof makes it a person's.
        """
        found, doubtful = [], []
        for match in NAME.finditer(text):
            start, end = match.span()
            touched = taken(start, end)
            if touched and is_full(start, end):
                continue
            start, end, is_city_too = self._span(text, normal, start, end, taken if touched else None)
            if start == end or not is_city_too and is_thing(start):
                continue
            if not (is_city_too or confirmed(start, end) or self._is_person(text, normal, start, end)):
                inner = self._inner(text, normal, start, end)
                if inner < 0 or is_thing(inner):
                    doubtful.append(Stranger(start, end, text[start:end]))
                    continue
                start = inner
            if not self._known(text[start:end]):
                end = start + self.shapes.short_of_firm(normal[start:end])
            found.append(Stranger(start, end, text[start:end]))
        return found, doubtful

    def _span(
        self, text: str, normal: str, start: int, end: int, taken: Callable[[int, int], bool] | None
    ) -> tuple[int, int, bool]:
        """What of some words with capitals may be a name, empty for none, and whether it is a person's who is named
        like a city. `taken` if something stands on these words."""
        none = start, start, False
        start = self._past_article(text, normal, start, end, taken)
        if start < 0:
            return none
        if taken and taken(start, start + 1) and self._is_city_too(text, normal, start, end):
            return start, end, True
        while (space := text.find(" ", start, end)) > 0 and taken and taken(start, space):
            start = space + 1  # « spécialiste de la Chine Antoine … »
        if space < 0 or text[start].islower():  # « ben Ahmed » after « cheikh Tamim »
            return none
        if taken:
            end = _short_of_place(text, start, end, taken)
        start = self._past_opening(text, normal, start, end)
        first, last = self.shapes.trim(text[start:end], normal[start:end])
        start, end = start + first, start + last
        if self._is_initial(normal, start, end) or taken and self._is_taken(normal, start, end, taken):
            return none
        placed = self._company.is_placed(normal, start) and self.shapes.names_a_place(normal[start:end])
        return none if placed or " " not in text[start:end] else (start, end, False)

    def _is_work_of(self, name: str) -> bool:
        """« Sisters de Jean-Pierre » (et Luc Dardenne)."""
        return normalise(name.rpartition(_OF)[2]).split("-")[0] in self._given and _OF in name

    def _past_article(
        self, text: str, normal: str, start: int, end: int, taken: Callable[[int, int], bool] | None
    ) -> int:
        """Where a name may begin: what has an article is no given name (« la ministre de la Santé Anne … », « le
        Charles … », a ship); -1 where none can. `taken` if something stands on these words."""
        of_place = taken is not None and taken(start, text.find(" ", start, end))  # « au Vietnam Paul … »
        if of_place or not normal.endswith(self._determiners, 0, start):
            return start
        # « du Millenium Challenge Corporation » names nobody
        return text.find(" ", start, end) + 1 if self.shapes.may_begin(normal[start:end]) else -1

    def _past_opening(self, text: str, normal: str, start: int, end: int) -> int:
        """« Accompagnés de Tom … », « Auprès de Paul … »: the word that opens a sentence is no name."""
        space = normal.find(" ", start, end)
        opening = normal.startswith(_OF, space) and normal[start:space].isalpha() and _opens(text, start)
        return space + len(_OF) if opening and normal[start:space] not in self._given else start

    def _inner(self, text: str, normal: str, start: int, end: int) -> int:
        """Where a name begins in words of which more is none: « Sound of Silence de Paul … », « Outre Paul … »; the
        first word where it may be the family's (« Addou Mohamed … »); -1 for nowhere."""
        of = normal.find(_OF, start, end)
        while of >= 0:
            if self.shapes.begins_as_name(normal[of + len(_OF) : end]):
                return of + len(_OF)
            of = normal.find(_OF, of + 1, end)
        second = text.find(" ", start, end) + 1
        if not second or not text[second].isupper() or not self.shapes.begins_as_name(normal[second:end]):
            return -1
        joined = self.shapes.joins(normal[second : normal.find(" ", second)])  # « de Kaouther Ben Hania »
        after_firm = self._company.is_placed(normal, start) and not joined  # « le journaliste d'Axios Paul … »
        return second if after_firm or _opens(text, start) else start

    def in_company(self, draft: Draft, proven: Sequence[Stranger], doubtful: list[Stranger]) -> Iterator[Stranger]:
        """Of the names that may be strangers', those that stand in one list with a person, and those whose surname the
        article writes after a title."""
        if not doubtful:
            return
        text, normal = draft.text, draft.normal
        titled: set[str] | None = None
        known = draft.persons()
        starts = {one.start for one in known} | {one.start for one in proven}
        ends = {one.end for one in known} | {one.end for one in proven}
        for one in doubtful:
            if one.name.isupper() or self._is_work_of(one.name):
                continue
            listed = self._company.is_beside(text, normal, one.start, one.end, starts, ends)
            if not listed and titled is None:
                titled = {each.name.split()[-1] for each in _after(self._titles, _BORNE, text, normal)}
            if listed or titled and one.name.split()[-1] in titled:
                ends.add(one.end)
                yield one

    def _is_city_too(self, text: str, normal: str, start: int, end: int) -> bool:
        """« sa compagne Sofia Durand »: a person named like a city, by the words around."""
        first, _, rest = normal[start:end].partition(" ")
        return (
            first in self._cities
            and " " not in rest
            and not self.is_no_name(rest)
            and self._is_told(text, normal, start, end)
        )

    def _is_initial(self, normal: str, start: int, end: int) -> bool:
        """« K. Kellogg » is a surname that others bear in full."""
        return normal.startswith(". ", start + 1) and normal[start + 3 : end] in self._surnames

    def _is_taken(self, normal: str, start: int, end: int, taken: Callable[[int, int], bool]) -> bool:
        """… by what is no part of the name: « Emanuel Bonn » is no city."""
        if not taken(start, end):
            return False
        last = normal.rfind(" ", start, end)
        return taken(start, last) or not all(word in self._given for word in normal[start:last].split(" "))

    def _is_person(self, text: str, normal: str, start: int, end: int) -> bool:
        if text[start:end].isupper():
            return False
        name = normal[start:end]
        if self.shapes.begins_as_name(name) or self._is_kin(text, normal, start, end):
            return True
        formed = self.shapes.ends_in_given(name) or self.shapes.by_surname(name)
        if formed and not self._company.is_placed(normal, start):
            return True
        if normal.endswith(": ", 0, start) and normal.startswith(";", end):
            return True  # « Plan: Paul …; Budget: Anne …; »
        return self._is_told(text, normal, start, end) or bool(self._known(text[start:end]))

    def _is_kin(self, text: str, normal: str, start: int, end: int) -> bool:
        """« Khamis Kadhafi »: another one of a surname that needs no given name."""
        given, _, surname = normal[start:end].partition(" ")
        known = surname in self._leaders and given not in self._surnames and not self.shapes.joins(given)
        return known and not _opens(text, start)

    def _is_told(self, text: str, normal: str, start: int, end: int) -> bool:
        """Do the words beside a name prove a person?"""
        if self.is_told_after(normal, end):
            return True
        paragraph = text.rfind("\n\n", 0, start)
        match = self._before.search(normal, max(0, start - _REACH, paragraph), start)
        return match is not None and not has_verb(text, match)


def _opens(text: str, start: int) -> bool:
    """Does a word begin a sentence, a quotation or a line?"""
    before = text[max(0, start - 3) : start].rstrip(" \xa0")
    return not before or before.endswith(_OPENINGS)


def _short_of_place(text: str, start: int, end: int, taken: Callable[[int, int], bool]) -> int:
    """Where the name ends in « Paul Dupont du Bénin »."""
    match = _OF_PLACE.search(text, start, end)
    return match.start() if match and taken(match.end(), end) and not taken(start, match.start()) else end


def _after(titles: Automaton, pattern: re.Pattern[str], text: str, normal: str) -> Iterator[Stranger]:
    """What matches `pattern` after one of `titles`."""
    for _, start, end in titles.find(normal):
        match = pattern.match(text, end)
        if match and not (start and (_LETTER.match(normal, start - 1) or text[start - 1] == "-")):
            yield Stranger(start, match.end(), match[0])


def slug(name: str) -> str:
    """Stable id of a name: « Paul Dupont » → paul-dupont."""
    return _BETWEEN.sub("-", normalise(name)).strip("-")
