"""The shape of a person's name: words with capitals, particles between them, and what begins or ends no name."""

import re
from collections.abc import Sequence
from functools import lru_cache

from analysis.extraction.lexicon import Lexicon
from analysis.extraction.pointers import Words
from analysis.language.text import normalise

_REMEMBERED = 10_000  # words with a capital
CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
# Of a part of a name, or of an initial; nearly always small letters, which are compared faster than any.
_REST = rf"(?>[a-zà-öø-ÿ]+(?![\w’'-])|[\w’'-]*[^\W\d_]|\.(?:-?{CAPITAL}\.)?)"
_PART = CAPITAL + _REST
_JOINING = (
    "de|du|des|d’|d'|von|van|der|den|ter|zu|af|di|da|dos|del|della|la|le|el|al|bin|ben|ibn|abu|bint|vel|ould|ag|"
    "De|Von|Van|Al|El|Ben|Bin"
)
PARTICLES = rf"(?:{_JOINING})"
# What must not stand before is looked for behind the first capital: such a pattern runs from capital to capital. A
# dash that opens a line is no part of the name after it.
NAME = re.compile(
    rf"{CAPITAL}(?![’'][a-zà-öø-ÿ])(?<!\w{CAPITAL})(?<!{CAPITAL}[’']{CAPITAL})(?<!\w[-–]{CAPITAL}){_REST}"
    rf"(?: (?:{PARTICLES} ){{0,2}}(?:a[lnrstdz]h?-|el-)?{_PART}){{1,4}}(?![\w-])"
)
# A given name after a Chinese or Korean family name: one or two short words of open syllables.
_SYLLABLES = r"(?:[bcdfghjklmnpqrstwxyz]{0,2}[aeiouy]{1,3}(?:ng|[nmlktpr])?)"
_EASTERN = re.compile(rf"(?:{_SYLLABLES}{{1,2}})(?:[ '-]{_SYLLABLES})?")
_ORDINAL = re.compile("[ivx]+")
_ACRONYM = re.compile(rf"{CAPITAL}{{2,}}")
_ARTICLES = frozenset(("le", "la", "les", "un", "une"))
_NOBLE = frozenset(("le", "la", "de", "du", "des", "saint", "sainte"))  # within a name
_OF = " de "
_MOST = 2  # words before such a surname
_FORMED = 7  # letters of a surname whose form tells it
_PLAIN = 4  # letters of a given name that hardly is a word of something else
_IBERIAN = ("ez", "es", "ao", "ia", "elo")  # « Marcelo Rebelo de Sousa », « Javier Perez de Cuellar »


class Shapes:
    """Tells how names of persons begin and end. Words are compared in normal form."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self._given, self._family_first = lexicon.given_names, lexicon.family_first
        self._not_names, self._surnames_too = frozenset(words["not_names"]), frozenset(words["surnames_too"])
        self._lands, self._joining = frozenset(words["lands"]), frozenset(_JOINING.split("|"))
        self._surnames = lexicon.namesakes
        self._endings, self._openings = tuple(words["surname_endings"]), tuple(words["surname_openings"])
        self._institutions = frozenset(words["institutions_after"])
        roles = (*words["functions"], *words["ranks"], *words["dignities"], *words["kin"])
        self._roles = frozenset((*roles, *words["titles"], *lexicon.knowledge.demonyms))
        # The same few words are asked again and again.
        self.is_no_name = lru_cache(_REMEMBERED)(self._is_no_name)

    def trim(self, text: str, normal: str) -> tuple[int, int]:
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
        following = normals[number + 1 :]
        arabic = any(word.partition("-")[0] in self._joining for word in following)
        given = normals[number] in self._given and not arabic and not words[number].isupper()
        if given and (left > 1 or normals[-1] not in self._given) and not _ORDINAL.fullmatch(normals[-1]):
            return False  # « Cheikh Diba », « Pape Samba Diop », but « Cheikh Hamad », « Pape Jean-Paul II »
        return self._begins_none(normals[number]) or left > 1 and _ACRONYM.fullmatch(words[number]) is not None

    def _is_no_name(self, word: str) -> bool:
        return self._begins_none(normalise(word))

    def _begins_none(self, normal: str) -> bool:
        return normal in self._not_names or normal in self._roles or normal.rstrip(".") in self._roles

    def begins_as_name(self, normal: str) -> bool:
        """Two words or more, the first of them a given name or an Asian family name."""
        first, _, rest = normal.partition(" ")
        if first in self._given or first.split("-")[0] in self._given:
            return bool(rest)
        return first in self._family_first and bool(_EASTERN.fullmatch(rest))

    def ends_in_given(self, normal: str) -> bool:
        """« Eloundou Essomba Gaston »: names of the family, then the given one."""
        first, *others = normal.split(" ")
        return (
            len(others) > 1
            and len(others[-1]) >= _PLAIN
            and others[-1] in self._given
            and (others[-1] not in self._surnames or others[-2] in self._given)
            and first not in self._given
            and self._joining.isdisjoint(others)
        )

    def by_surname(self, normal: str) -> bool:
        """« Manandafy Rakotonirina », « Levko Timtchenko »: is the last of two words or three a surname by its form?"""
        _, *others = normal.split(" ")
        last = others[-1] if others else ""
        formed = last.endswith(self._endings) or last.startswith(self._openings)
        return formed and len(last) >= _FORMED and len(others) <= _MOST and self._joining.isdisjoint(others)

    def joins(self, normal: str) -> bool:
        """Is a word one of those between the words of a name: « al », « de »?"""
        return normal in self._joining

    def names_a_place(self, normal: str) -> bool:
        """« Ksar El Boukhari », « Sidi Bel Abbès »: does a word of the land open it?"""
        return normal.partition(" ")[0] in self._lands

    def family(self, name: str) -> str:
        """The word of a full name that is the family's: the first of « Xi Jinping » and of « Madhoui Ali »."""
        words = name.split()
        first, last = normalise(words[0]), normalise(words[-1])
        leads = first in self._family_first or last in self._given and first.split("-")[0] not in self._given
        return words[0 if leads else -1]

    def may_begin(self, normal: str) -> bool:
        """May a name stand in words with an article before: after a given name, a function (« le Prince Moulay … »), a
        word that is no name?"""
        words = normal.split(" ")
        given = any(word in self._given or word in self._family_first for word in words[1:-1])
        return given or any(word in self._roles or word in self._not_names for word in words)

    def short_of_firm(self, normal: str) -> int:
        """Length of the name in « Paul Dupont de Veolia »; « Ana Paula de Carvalho » and « Marcelo Rebelo de Sousa »
        are names to their end."""
        words = normal.split(" ")
        if len(words) < 4 or words[-2] != "de" or words[0].split("-")[0] not in self._given or words[-3] in self._given:
            return len(normal)
        return len(normal) if words[-3].endswith(_IBERIAN) else len(normal) - len(words[-1]) - len(_OF)
