"""Why an input was rejected, in the language of the page; the tables keep the English sentence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.words import FOLDER, Words, WordsError, french_spaces, read

_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Sentences:
    """rejects_LANGUAGE.yaml: English → the other language, as it stands or by its pattern, its beginning first."""

    whole: Mapping[str, str]
    patterns: Sequence[tuple[str, re.Pattern[str], str]]


def told(words: Words, reason: str) -> str:
    """A reason in the language of the page; one that the catalogue does not have, as it is."""
    return reason if words.language == "en" else _told(_load(words.language), reason)


def table(words: Words, rejects: pd.DataFrame) -> pd.DataFrame:
    """The rejects as the pages show and hand them out."""
    reasons = {reason: told(words, reason) for reason in rejects["reason"].unique()}
    return pd.DataFrame(
        {words("table.source"): rejects["source_id"], words("table.reason"): rejects["reason"].map(reasons)}
    )


def _told(sentences: Sentences, reason: str) -> str:
    if reason in sentences.whole:
        return sentences.whole[reason]
    for start, pattern, text in sentences.patterns:
        if reason.startswith(start) and (found := pattern.fullmatch(reason)):
            values = {name: _told(sentences, value) for name, value in found.groupdict().items()}
            return _PLACE.sub(lambda place, values=values: values[place[1]], text)  # type: ignore[misc]
    return reason


@cache
def _load(language: str) -> Sentences:
    path = FOLDER / f"rejects_{language}.yaml"
    found = read(path)
    texts = {english: french_spaces(text) for english, text in {**found["sentences"], **found["values"]}.items()}
    for english, text in texts.items():
        if not set(_PLACE.findall(text)) <= set(_PLACE.findall(english)):
            raise WordsError(f"{path}: {text!r} puts in what {english!r} does not have")
    patterns = [(english.partition("{")[0], _pattern(english), text) for english, text in texts.items()]
    return Sentences(texts, [one for one, english in zip(patterns, texts, strict=True) if "{" in english])


def _pattern(english: str) -> re.Pattern[str]:
    """« The file holds {n} MB. » as a pattern with the groups it names."""
    pieces = _PLACE.split(english)
    return re.compile(
        "".join(f"(?P<{piece}>.+)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces))
    )
