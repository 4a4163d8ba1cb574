"""The words that aim a tone at somebody: `data/knowledge/tone_targets.csv`, checked and spread into their forms.

A row is a pattern as in `tone_expressions.csv`, how its target hangs on it (`link`), and the tone: `object` and
`subject` of a verb, `source` of a feeling (« X inquiète Y » is aimed at X), `is` for what somebody is said to be,
`label` for verbs that call somebody something, `each` for what two do to each other, or a preposition.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analysis.extraction.tone_lexicon import grammar_of, inflection_of, rows_of, value_of
from analysis.extraction.tone_patterns import Pattern, patterns_of
from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language.text import normalise

WAYS = ("object", "subject", "source", "is", "label", "each")
HARMS = ("de", "contre", "sur")  # lead from « invasion », « sanctions », « frappe » to who suffers it


class Aim(NamedTuple):
    """How a word or phrase aims at somebody."""

    pattern: Pattern  # what follows the first form
    link: str
    tone: float
    participle: bool
    needs_accent: bool  # « accuse » is a participle only where « accusé » is written
    verb: bool


@dataclass(frozen=True, slots=True)
class Aims:
    """All that aim, and the small words around them."""

    words: Mapping[str, Sequence[Aim]]  # by first form, longest first
    grammar: Mapping[str, frozenset[str]]
    links: Mapping[str, frozenset[str]]
    acts: Mapping[str, frozenset[str]]  # nouns of hostile acts, and the words that lead from them to the victim


@cache
def aims(folder: Path = FOLDER) -> Aims:
    """The aims of `folder`, read once. Raises KnowledgeError, with file and line, for a row badly written."""
    inflection, grammar = inflection_of(folder), grammar_of(folder)
    words: dict[str, list[Aim]] = {}
    links = {name.removeprefix("link_"): forms for name, forms in grammar.items() if name.startswith("link_")}
    acts: dict[str, frozenset[str]] = {}
    for where, row in rows_of(folder / "tone_targets.csv", ("pattern", "link", "tone", "note")):
        link = normalise(row["link"])
        if link not in WAYS and link not in links:
            raise KnowledgeError(f"{where}: unknown link {row['link']!r}, one of {', '.join((*WAYS, *links))}")
        tone = value_of(where, row["tone"])
        verb = row["pattern"].startswith("<")
        infinitives = re.findall(r"<(\w+)>", normalise(row["pattern"]))
        for form, pattern, participle in patterns_of(where, row["pattern"], inflection):
            vague = participle and form.rstrip("s")[:-1] + "er" in infinitives
            words.setdefault(form, []).append(Aim(pattern, link, tone, participle, vague, verb))
            if not verb and not pattern and tone < 0 and link in HARMS:
                acts[form] = acts.get(form, frozenset()) | links[link]
    # The longest first, and what names its target outright before « de », which may name who acts.
    ordered = {
        form: sorted(found, key=lambda aim: (-len(aim.pattern), aim.link == "de")) for form, found in words.items()
    }
    return Aims(ordered, grammar, links, acts)
