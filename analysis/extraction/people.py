"""Persons that no list knows, found by their shape: a given name, or a name beside a function, a title, a verb."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.extraction.evidence import evidence_after, evidence_before, has_verb
from analysis.extraction.lexicon import Lexicon
from analysis.extraction.marked import Draft
from analysis.extraction.pointers import Words
from analysis.language.matching import Automaton
from analysis.language.text import normalise

_REMEMBERED = 10_000  # words with a capital
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
# Of a part of a name, or of an initial; nearly always small letters, which are compared faster than any.
_REST = rf"(?>[a-zà-öø-ÿ]+(?![\w’'-])|[\w’'-]*[^\W\d_]|\.(?:-?{_CAPITAL}\.)?)"
_PART = _CAPITAL + _REST
_PARTICLES = (
    r"(?:de|du|des|d’|d'|von|van|der|den|ter|zu|af|di|da|dos|del|della|la|le|el|al|bin|ben|ibn|abu|bint|vel|ould|ag|"
    r"De|Von|Van|Al|El|Ben|Bin)"
)
_ACRONYM = re.compile(rf"{_CAPITAL}{{2,}}")
_LETTER = re.compile(r"\w")
_BETWEEN = re.compile(r"[^a-z0-9]+")  # the words of an id
_SURNAME = rf"{_CAPITAL}[a-zà-öø-ÿ’'-][\w’'-]*[^\W\d_](?![\w’'-]| {_CAPITAL})"
_BORNE = re.compile(rf"(?:{_PARTICLES} )?{_SURNAME}")  # after « M. »
_RANKED = re.compile(rf"(?:(?:Le|La|De|Von|Van|Al|El|Ben|Bin) )?{_SURNAME}")  # « ministre du Travail » names nobody
# What must not stand before is looked for behind the first capital: such a pattern runs from capital to capital. A
# dash that opens a line is no part of the name after it.
_NAME = re.compile(
    rf"{_CAPITAL}(?![’'][a-zà-öø-ÿ])(?<!\w{_CAPITAL})(?<!{_CAPITAL}[’']{_CAPITAL})(?<!\w-{_CAPITAL}){_REST}"
    rf"(?: (?:{_PARTICLES} ){{0,2}}(?:a[lnrstdz]h?-|el-)?{_PART}){{1,4}}(?![\w-])"
)
# A given name after a Chinese or Korean family name: one or two short words of open syllables.
_SYLLABLES = r"(?:[bcdfghjklmnpqrstwxyz]{0,2}[aeiouy]{1,3}(?:ng|[nmlktpr])?)"
_EASTERN = re.compile(rf"(?:{_SYLLABLES}{{1,2}})(?:[ -]{_SYLLABLES})?")
_ARTICLE_BEFORE = (" le ", " la ", " les ", "l'", " du ", " au ", " aux ", " un ", " une ", " ce ", " cet ", " cette ")
_ARTICLES = frozenset(("le", "la", "les", "un", "une"))
_NOBLE = frozenset(("le", "la", "de", "du", "des", "saint", "sainte"))  # within a name
_LISTED_BEFORE = re.compile(r"(?:,|;|,? et) $")  # « Paul Dupont, X et Y »
_LISTED_AFTER = re.compile(r"(?:,|;|,? et) ")
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
        self._given, self._family_first, self._cities = lexicon.given_names, lexicon.family_first, lexicon.given_places
        self._known, self._surnames = lexicon.person, lexicon.namesakes
        self._not_names, self._surnames_too = frozenset(words["not_names"]), frozenset(words["surnames_too"])
        self._institutions = frozenset(words["institutions_after"])
        roles = (*words["functions"], *words["ranks"], *words["dignities"], *words["kin"])
        self._roles = frozenset((*roles, *words["titles"], *lexicon.knowledge.demonyms))
        # The same few words are asked again and again.
        self.is_no_name = lru_cache(_REMEMBERED)(self._is_no_name)
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
        return [one for one in found if not self.is_no_name(one.name) and not taken(one.end - len(one.name), one.end)]

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
        for match in _NAME.finditer(text):
            start, end = match.span()
            touched = taken(start, end)
            if touched and is_full(start, end):
                continue
            of_place = touched and taken(start, text.find(" ", start, end))  # « au Vietnam Paul … »
            if not of_place and normal.endswith(_ARTICLE_BEFORE, 0, start):
                # « la ministre de la Santé Anne … », « le Charles … » (a ship): what has an article is no given name.
                if not self._may_begin(normal, start, end):
                    continue  # « du Millenium Challenge Corporation »
                start = text.find(" ", start, end) + 1
            if touched and taken(start, start + 1) and self._is_city_too(text, normal, start, end):
                found.append(Stranger(start, end, text[start:end]))
                continue
            while (space := text.find(" ", start, end)) > 0 and touched and taken(start, space):
                start = space + 1  # « spécialiste de la Chine Antoine … »
            if space < 0:
                continue
            if touched:
                end = _short_of_place(text, start, end, taken)
            first, last = self._trim(text[start:end], normal[start:end])
            start, end = start + first, start + last
            if (
                self._is_initial(normal, start, end)
                or end <= start
                or touched
                and self._is_taken(normal, start, end, taken)
                or is_thing(start)
            ):
                continue
            if not (confirmed(start, end) or self._is_person(text, normal, start, end)):
                second = text.find(" ", start, end) + 1  # « Outre Paul … »: a capital that begins the sentence
                if not (second and text[second].isupper()) or not (
                    confirmed(second, end) or self._begins_as_name(normal, second, end)
                ):
                    doubtful.append(Stranger(start, end, text[start:end]))
                    continue
                start = second
            found.append(Stranger(start, end, text[start:end]))
        return found, doubtful

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
            before = _LISTED_BEFORE.search(text, max(0, one.start - 5), one.start)
            after = _LISTED_AFTER.match(text, one.end)
            beside = before and before.start() in ends or after and after.end() in starts
            if not beside and titled is None:
                titled = {each.name.split()[-1] for each in _after(self._titles, _BORNE, text, normal)}
            if not one.name.isupper() and (beside or titled and one.name.split()[-1] in titled):
                ends.add(one.end)
                yield one

    def _may_begin(self, normal: str, start: int, end: int) -> bool:
        """May a name stand in a span with an article before: after a given name, a function (« le Prince Moulay … »), a
        word that is no name?"""
        words = normal[start:end].split(" ")
        given = any(word in self._given or word in self._family_first for word in words[1:-1])
        return given or any(word in self._roles or word in self._not_names for word in words)

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

    def _begins_as_name(self, normal: str, start: int, end: int) -> bool:
        first, _, rest = normal[start:end].partition(" ")
        if first in self._given or first.split("-")[0] in self._given:
            return bool(rest)
        return first in self._family_first and bool(_EASTERN.fullmatch(rest))

    def _trim(self, text: str, normal: str) -> tuple[int, int]:
        """The span without what begins no name (« Selon Paul … », « Général Paul … », « UDC Paul … ») and what follows
        it; an empty span where less than two words are left."""
        words, normals = text.split(" "), normal.split(" ")
        plain = self._not_names.isdisjoint(normals) and not self._begins_none(normals[0])
        if plain and not (len(words) > 2 and _ACRONYM.fullmatch(words[0])):
            return 0, len(text)  # nearly all names
        start = first = 0
        while first < len(words) - 1 and self._leads(words, normals, first):
            start += len(words[first]) + 1
            first += 1
            if normals[first - 1] in _ARTICLES and first < len(words):
                start += len(words[first]) + 1  # « Le Genevois Paul … »
                first += 1
        last = first
        while last < len(words) and not (self._ends(normals, last) and words[last][0].isupper()):
            last += 1
        while last > first and words[last - 1][0].islower() and "-" not in words[last - 1]:
            last -= 1  # « Souverains du » of « Souverains du Royaume »
        if last - first < 2 or last < len(words) and normals[last] in self._institutions:
            return start, start
        return start, start + sum(map(len, words[first:last])) + last - first - 1

    def _ends(self, normals: Sequence[str], number: int) -> bool:
        """Is this word no part of a name any more? « Le » is one in « Jean Le Goff »."""
        if normals[number] not in self._not_names:
            return False
        if number and number == len(normals) - 1 and normals[number] in self._surnames_too:
            return normals[number - 1] not in self._given  # « Camille Grand »
        after = normals[number + 1 : number + 2]
        return normals[number] not in _NOBLE or not after or after[0] in self._not_names

    def _leads(self, words: Sequence[str], normals: Sequence[str], number: int) -> bool:
        """Does this word of several begin no name?"""
        left = len(words) - number - 1
        if left == 1 and normals[number] in self._given and normals[-1] not in self._given:
            return False  # « Cheikh Diba »
        return self._begins_none(normals[number]) or left > 1 and _ACRONYM.fullmatch(words[number]) is not None

    def _is_no_name(self, word: str) -> bool:
        return self._begins_none(normalise(word))

    def _begins_none(self, normal: str) -> bool:
        return normal in self._not_names or normal in self._roles or normal.rstrip(".") in self._roles

    def _is_person(self, text: str, normal: str, start: int, end: int) -> bool:
        if text[start:end].isupper():
            return False
        if self._begins_as_name(normal, start, end):
            return True
        if normal.endswith(": ", 0, start) and normal.startswith(";", end):
            return True  # « Plan: Paul …; Budget: Anne …; »
        return self._is_told(text, normal, start, end) or bool(self._known(text[start:end]))

    def _is_told(self, text: str, normal: str, start: int, end: int) -> bool:
        """Do the words beside a name prove a person?"""
        if self.is_told_after(normal, end):
            return True
        match = self._before.search(normal, max(0, start - _REACH), start)
        return match is not None and not has_verb(text, match)


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
