"""The language of a text: what is not French is told, so that it is rejected and not misread."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language import word_files
from analysis.language.text import normalise

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

FRENCH = "fr"
# Of the words of French press pages 13 to 18 % are on the list of French words, of 24 other languages 4 % at most.
_SHARE, _LEAST = 0.08, 4
# Characters that tell; a passage from so many on is a sentence, below it may be a menu, a name, a headline.
_SAMPLE, _PASSAGE = 3_000, 80
# What stands around the quotations tells from so much on: « a dit le porte-parole ».
_REST = 15
# So much of a text in French makes it a French one that quotes another language at length.
_QUOTING = 0.3
# A headline of names alone has French at 0.008 and more, whole sentences of other languages at 0.001 and less.
_SURELY_NOT, _RATHER_NOT = 0.005, 0.5

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"\n]*\"")
_CODE = re.compile(r"^\s*([a-z]{2,3})(?:[-_]\w+)*\s*$", re.I)


@dataclass(frozen=True)
class Tongues:
    """languages.yaml, in plain form. `written`: a name of a language → its code."""

    french: frozenset[str]
    written: Mapping[str, str]


@cache
def load(folder: Path = FOLDER) -> Tongues:
    """The file, read once per process. Raises KnowledgeError where it is not as it should be."""
    found = word_files.read("languages.yaml", ("french_words", "written"), folder)
    words, names = found["french_words"], found["written"]
    if not isinstance(words, list) or not isinstance(names, dict):
        raise KnowledgeError(f"{folder / 'languages.yaml'}: a list of words and names by code are expected")
    written = {normalise(name): code for code, own in names.items() for name in own}
    return Tongues(frozenset(map(normalise, words)), written)


def language_of(title: str, text: str, declared: str = "") -> str:
    """The ISO 639 code of the language of an article; French where nothing speaks against it.

    `text` may be a whole page: its long lines tell. `declared` (a code or a name, as the source has it) decides
    where the words do not. A French article that quotes another language at length is French.
    """
    long = "\n".join(line for line in text.split("\n") if len(line) >= _PASSAGE)
    whole = f"{title}\n{text}"
    unquoted = (_QUOTED.sub(" ", piece).strip() for piece in (long, whole))
    own = next((piece for piece in unquoted if len(piece) >= _REST), whole)
    if _is_french(own[:_SAMPLE]):
        return FRENCH
    passages = own.split("\n")
    if sum(len(passage) for passage in passages if _is_french(passage)) >= _QUOTING * len(own):
        return FRENCH
    return _guessed(own[:_SAMPLE], _declared(declared))


def refusal(language: str) -> str:
    """Why an article in another language is none of ours, in one plain sentence."""
    from babel import Locale  # only what is refused needs it

    return f"The article is in {Locale('en').languages.get(language, language)}, not in French."


def _is_french(text: str) -> bool:
    words, french = _WORD.findall(normalise(text)), load().french
    known = sum(word in french for word in words)
    return known >= _LEAST and known >= _SHARE * len(words)


def _declared(value: str) -> str:
    """The code of what a source declares; "" where it declares nothing that is known."""
    if known := load().written.get(normalise(value.strip())):
        return known
    code = _CODE.match(value)
    return code[1].lower() if code and len(code[1]) == 2 else ""


def _guessed(text: str, declared: str) -> str:
    """The likeliest language; French where it is not surely another, or not rather the other that is declared."""
    ranked = dict(_identifier().rank(text))
    limit = _RATHER_NOT if declared and declared != FRENCH else _SURELY_NOT
    if not any(map(str.isalpha, text)) or ranked[FRENCH] >= limit:
        return FRENCH
    likeliest: str = max(ranked, key=lambda language: ranked[language])
    return likeliest if limit == _SURELY_NOT or ranked[likeliest] >= _RATHER_NOT else declared


@cache
def _identifier() -> "LanguageIdentifier":
    """The naive Bayes model of langid.py (Lui and Baldwin, ACL 2012), 97 languages and more.

    Loaded where a text is not plainly French: it takes most of a second and 100 MB.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
