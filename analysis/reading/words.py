"""The words of page furniture, loaded from data/knowledge/furniture.yaml and ready to judge a line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language.text import normalise
from analysis.language.word_files import values

USUAL_LIMIT = 320  # characters: a longer line is a paragraph that happens to hold the phrase
_KEYS = {
    "why",
    "line",
    "start",
    "within",
    "limit",
    "prose",
    "unpunctuated",
    "box",
    "box_if_bare",
    "tail",
}
EDGES = " .,;:!?…«»\"'“”()[]{}<>|•·*–—-=+#►▶→▸»›/\\_~"
_LONGEST_ROW = 80  # characters of a menu in one line; few headlines are made of rubrics alone
_BLANKS = re.compile(" {2,}")
# Verdicts on short lines are remembered: a site repeats its menu on every page. Bounded: memory stays flat.
_REMEMBERED, _LONGEST_REMEMBERED = 50_000, 160


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a line is furniture, and what that says of the lines after it."""

    why: str
    box: bool = False
    tail: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One phrase that marks furniture."""

    phrase: str
    mark: Mark
    limit: int
    prose: bool
    unpunctuated: bool
    box_if_bare: bool

    def holds(self, line: str, prose: bool, punctuated: bool) -> bool:
        """Whether the phrase condemns a line of this length and shape."""
        return len(line) <= self.limit and (self.prose or not prose) and not (self.unpunctuated and punctuated)


def single_blanks(normal: str) -> str:
    """Runs of blanks made one."""
    return _BLANKS.sub(" ", normal) if "  " in normal else normal


def bare(text: str) -> str:
    """`text` in the form in which phrases are compared: normalised, blanks single, edges stripped."""
    return single_blanks(normalise(text)).strip(EDGES)


def _plain(normal: str) -> str:
    """As `bare`, with a colon at the end of a phrase kept: « lire : » is not « lire »."""
    return single_blanks(normal).lstrip(EDGES).rstrip(" ")


_MENU = Mark("menu")


@dataclass(slots=True)
class Furniture:
    """The phrases, by where in the line they must stand."""

    lines: dict[str, Rule] = field(default_factory=dict)
    starts: dict[str, list[Rule]] = field(default_factory=dict)  # by first word
    inside: list[Rule] = field(default_factory=list)
    finder: AhoCorasick | None = None
    longest: int = 0  # no phrase condemns a longer line
    _known: dict[tuple[str, bool, bool], Mark | None] = field(default_factory=dict)

    def judge(self, normal: str, prose: bool, punctuated: bool) -> Mark | None:
        """The mark of one line in normal form, or None.

        `prose`: it is a whole sentence; `punctuated`: it ends like one.
        """
        if len(normal) > _LONGEST_REMEMBERED:
            return self._judge(normal, prose, punctuated) if len(normal) <= self.longest else None
        key = (normal, prose, punctuated)
        if key not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = self._judge(normal, prose, punctuated)
        return self._known[key]

    def _judge(self, normal: str, prose: bool, punctuated: bool) -> Mark | None:
        line = _plain(normal)
        core = line.rstrip(EDGES)
        rule = self.lines.get(core)
        if rule:
            return rule.mark
        for rule in self.starts.get(core.partition(" ")[0].rstrip(EDGES), ()):
            if (
                line.startswith(rule.phrase)
                and _ends_word(line, len(rule.phrase))
                and rule.holds(line, prose, punctuated)
            ):
                return _opening(rule, core)
        if not prose and len(core) <= _LONGEST_ROW and self._is_row(core.split(" ")):
            return _MENU
        if self.finder is None:
            return None
        for number, start, end in self.finder.find_matches_as_indexes(line, overlapping=True):
            rule = self.inside[number]
            if rule.holds(line, prose, punctuated) and _ends_word(line, end) and _starts_word(line, start):
                return rule.mark
        return None

    def _is_row(self, words: list[str]) -> bool:
        """Whether the words are two or more whole lines in a row: « Publicité Lire la suite », a menu in one line."""
        words = [word for word in words if word.strip(EDGES)]
        ends = {0}
        for stop in range(1, len(words) + 1):
            if any(start in ends and " ".join(words[start:stop]).strip(EDGES) in self.lines for start in range(stop)):
                ends.add(stop)
        return len(words) > 1 and len(words) in ends


def _opening(rule: Rule, core: str) -> Mark:
    if rule.box_if_bare and core == rule.phrase.rstrip(EDGES):
        return Mark(rule.mark.why, box=True)
    return rule.mark


def _ends_word(line: str, place: int) -> bool:
    return place >= len(line) or not (line[place].isalnum() and line[place - 1].isalnum())


def _starts_word(line: str, place: int) -> bool:
    return place == 0 or not (line[place - 1].isalnum() and line[place].isalnum())


def build(groups: Iterable[Mapping[str, Any]], where: str = "furniture") -> Furniture:
    """The phrases of `groups` (the entries of furniture.yaml). Raises KnowledgeError for a bad entry."""
    furniture = Furniture()
    for number, group in enumerate(groups, start=1):
        _check(group, f"{where}, entry {number}")
        _add(furniture, group)
    for rules in furniture.starts.values():
        rules.sort(key=lambda rule: (-len(rule.phrase), not rule.prose))
    if furniture.inside:
        furniture.finder = AhoCorasick([rule.phrase for rule in furniture.inside], matchkind=MatchKind.Standard)
    return furniture


def _check(group: Mapping[str, Any], where: str) -> None:
    if not isinstance(group.get("why"), str):
        raise KnowledgeError(f"{where}: an entry needs `why`, one word or two")
    unknown = set(group) - _KEYS
    if unknown:
        raise KnowledgeError(f"{where}: unknown key {', '.join(sorted(unknown))}")
    for key in ("line", "start", "within"):
        if not all(isinstance(phrase, str) and phrase.strip() for phrase in group.get(key, [])):
            raise KnowledgeError(f'{where}: `{key}` is a list of phrases; quote words such as "on" and "no"')


def _add(furniture: Furniture, group: Mapping[str, Any]) -> None:
    furniture.longest = max(furniture.longest, group.get("limit", USUAL_LIMIT))
    mark = Mark(group["why"], bool(group.get("box")), bool(group.get("tail")))

    def rule(phrase: str) -> Rule:
        return Rule(
            phrase,
            mark,
            group.get("limit", USUAL_LIMIT),
            bool(group.get("prose")),
            bool(group.get("unpunctuated")),
            bool(group.get("box_if_bare")),
        )

    for text in group.get("line", []):
        furniture.lines.setdefault(bare(text) or text, rule(bare(text)))
    for text in group.get("start", []):
        phrase = _plain(normalise(text))
        furniture.starts.setdefault(phrase.partition(" ")[0].rstrip(EDGES), []).append(rule(phrase))
    furniture.inside.extend(rule(single_blanks(normalise(text))) for text in group.get("within", []))


@cache
def load(path: Path = FOLDER / "furniture.yaml") -> Furniture:
    """The phrases of the file, read once per process. Raises KnowledgeError naming file and entry."""
    groups = values(path)
    if not isinstance(groups, list):
        raise KnowledgeError(f"{path}: a list of entries is expected")
    return build(groups, str(path))
