"""How words act on one another in a sentence: what negation, shifters, contrast and dates do to the tone.

A sentence is a list of hits, the places where the lexicon says something. Each operator multiplies the hits
in its reach; what is left of each hit is its weight in the sum.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from analysis.extraction.tone_lexicon import Entry, Head, Lexicon, longest
from analysis.extraction.tone_patterns import GAP_REACH

# Reaches in words and factors: set by hand, checked on tests/cases/tone_dev.json; none is fitted finely.
REACH = {
    "reverse": 7,
    "counter": 7,
    "fail": 7,
    "blame": 12,
    "undo": 9,
    "fade": 9,
    "increase": 6,
    "negate": 4,
    "boost": 2,
    "weaken": 2,
    "aside": 12,
    "aim": 8,
    "date": 9,
    "topic": 9,
}
STOPPED = ("reverse", "counter", "fail", "increase", "negate")  # do not reach into a subordinate or a purpose
MOVES = ("increase", "fade", "reverse")  # what a gauge can do: rise, fall
GAUGE_AHEAD, GAUGE_BEHIND = 5, 14  # « les ventes d'armes de la France vers l'Inde ont fortement augmenté »
NEGATION_GAP = 6  # words between « ne » and « pas »
NEGATION_REACH = 5  # words after « pas » still denied
PASSIVE_GAP = 3  # « ont été officiellement levées »
PASSIVE_REACH = 9  # back from the participle to its subject
REVERSED = -1.0  # « lever les sanctions » is as good as sanctions are bad
ENDED_GOOD = -1.3  # « mettre fin à la coopération » is worse than cooperation was good
FAILED_GOOD = -0.2  # « refuser la paix »: the verb itself already counts
FAILED_BAD = 0.4  # « refuser de condamner » stays bad, a little less
DENIED_GOOD = -1.0  # « n'a pas aidé »
DENIED_BAD_ACT = 0.1  # « n'a pas attaqué » is no good news, only no news
DENIED_BAD_THING = 0.3  # « n'a pas condamné l'invasion »: it took place all the same
NONE_OF_BAD = -0.3  # « aucune victime » is a relief
BLAMED_GOOD = 0.1  # « accusé de soutenir »: support, but not of the one who speaks
UNDONE_GOOD = -0.3  # « le dialogue s'enlise »
INCREASED = 1.1
BOOST, WEAKEN = 1.4, 0.6
ASIDE, BEFORE_CONTRAST = 0.25, 0.6
AIM = 0.5  # « pour tenter de trouver un accord »: no accord yet
DATE, TOPIC = 0.1, 0.5


TURNS = {  # effect: factor of what is good, of what is bad in its reach
    "reverse": (ENDED_GOOD, REVERSED),
    "counter": (1.0, REVERSED),  # « lutter contre la faim »
    "fail": (FAILED_GOOD, FAILED_BAD),
    "blame": (BLAMED_GOOD, 1.0),
    "undo": (UNDONE_GOOD, 1.0),
    "fade": (ENDED_GOOD, REVERSED),
    "increase": (INCREASED, INCREASED),
}


@dataclass(slots=True)
class Hit:
    """One place where the lexicon speaks, words `start` to `end` (excluded)."""

    start: int
    end: int
    entry: Entry
    factor: float = 1.0
    turned: bool = False  # an operator has already turned it; the nearest one counts
    denied: bool = False

    @property
    def tone(self) -> float:
        """Its weight in the tone, −1…1 and a little beyond."""
        return self.entry.tone * self.factor


def hits_of(words: Sequence[str], heads: Sequence[Head | None]) -> list[Hit]:
    """The hits of a sentence, left to right, none overlapping; `heads` is what each word can start."""
    found: list[Hit] = []
    covered = 0
    words = [*words, ""]  # what follows the last one
    for place in compress(range(len(heads)), heads):
        if place < covered:
            continue
        by_second, gapped, resumed, entry, capital = heads[place]  # type: ignore[misc]  # compress left out None
        second = words[place + 1]
        if second in by_second:
            match = longest(by_second[second], words, place + 1)
        elif gapped and not resumed.isdisjoint(words[place + 1 : place + 2 + GAP_REACH]):
            match = longest(gapped, words, place + 1)
        elif entry is None:  # most often
            continue
        else:
            match = None
        if match is not None:
            covered, entry = match
            found.append(Hit(place, covered, entry, entry.alone))
            continue
        if entry is not None and not (capital and _is_inside(words, place)):
            covered = place + 1
            found.append(Hit(place, covered, entry, entry.alone))
    return found


def _is_inside(words: Sequence[str], place: int) -> bool:
    """Whether a word with a capital is a name: inside a sentence, « place de la Liberté »."""
    before = words[place - 1] if place else "."
    return before[0].isalnum() or before == ","


def compose(words: Sequence[str], hits: list[Hit], lexicon: Lexicon) -> None:
    """Sets the factor of every hit by the operators around it."""
    if not lexicon.grammar["negation_openers"].isdisjoint(words):
        _deny(words, hits, lexicon)
    for number in range(len(hits) - 1, -1, -1):  # the inner ones first: « refuse de lever les sanctions »
        if not hits[number].entry.acts:
            continue
        effect = hits[number].entry.effect
        if effect in TURNS:
            _turn(words, hits, number, lexicon)
        elif effect == "contrast":
            for hit in hits[:number]:
                hit.factor *= BEFORE_CONTRAST
        elif effect == "negate":
            for other in _ahead(words, hits, number, REACH["negate"], lexicon):
                _deny_hit(other, NONE_OF_BAD)
        else:
            _modify(words, hits, number, lexicon)


def _modify(words: Sequence[str], hits: list[Hit], number: int, lexicon: Lexicon) -> None:
    effect = hits[number].entry.effect
    for other in _ahead(words, hits, number, REACH[effect], lexicon):
        if effect in ("date", "topic"):
            if other.entry.event:
                other.factor *= DATE if effect == "date" else TOPIC
        elif effect == "aside":
            other.factor *= ASIDE
        elif effect == "aim":
            other.factor *= AIM if other.entry.tone > 0 else 1.0
        else:
            other.factor *= BOOST if effect == "boost" else WEAKEN


def _measure(words: Sequence[str], hits: list[Hit], number: int, lexicon: Lexicon) -> bool:
    """« les ventes ont bondi », « la chute des exportations »: a gauge tells something once it moves."""
    operator = hits[number]
    ahead = _ahead(words, hits, number, GAUGE_AHEAD, lexicon)
    near = [*ahead, *_behind(words, hits, number, lexicon, GAUGE_BEHIND)]
    gauge = next((hit for hit in near if hit.entry.effect == "gauge" and not hit.factor), None)
    if gauge is None:
        return False
    gauge.factor = 1.0 if operator.entry.effect == "increase" else -1.0
    gauge.turned = True
    operator.factor = 0.0
    return True


def _turn(words: Sequence[str], hits: list[Hit], number: int, lexicon: Lexicon) -> None:
    """« lever les sanctions », « échec des pourparlers », « les sanctions ont été levées »."""
    operator = hits[number]
    if operator.denied:
        return
    effect = operator.entry.effect
    if effect in MOVES and any(hit.entry.effect == "gauge" for hit in hits) and _measure(words, hits, number, lexicon):
        return
    backward = effect in ("undo", "fade") or (
        effect in ("reverse", "counter", "fail") and _is_passive(words, operator, lexicon)
    )
    reached = _behind(words, hits, number, lexicon) if backward else _ahead(words, hits, number, REACH[effect], lexicon)
    flips = effect in ("reverse", "counter", "fade")
    ends_bad: bool | None = None  # what it ends is of one kind, that of the nearest word
    for other in reached:
        entry, factor = other.entry, other.factor
        if not factor or not (entry.tone or entry.relation):
            continue
        bad = (entry.tone or entry.relation) * factor < 0
        if flips and (other.turned or (not bad and entry.manner) or ends_bad is (not bad)):
            continue
        ends_bad = bad
        other.factor *= TURNS[effect][bad]
        other.turned |= flips
        if bad and flips and operator.entry.tone < 0:
            operator.factor = 0.0  # ending what is bad is not bad
        if bad and effect == "increase" and operator.entry.tone > 0:
            operator.factor = 0.0  # « renforcer les sanctions » is not good


def _is_passive(words: Sequence[str], operator: Hit, lexicon: Lexicon) -> bool:
    if operator.start and words[operator.start - 1] in lexicon.grammar["reflexive"]:
        return True  # « les tensions s'apaisent »
    if not operator.entry.participle:
        return False
    before = words[max(0, operator.start - PASSIVE_GAP) : operator.start]
    if not lexicon.grammar["be"].isdisjoint(before):
        return True
    alone = operator.entry.participle == "clear" and operator.end - operator.start == 1 and operator.start > 0
    # « un cessez-le-feu rompu »
    return alone and lexicon.grammar["have"].isdisjoint(before) and len(words[operator.start - 1]) > 2


def _ahead(words: Sequence[str], hits: list[Hit], number: int, reach: int, lexicon: Lexicon) -> list[Hit]:
    """The hits an operator reaches to its right, to the end of its clause, the nearest first."""
    operator = hits[number]
    start = operator.end
    found: list[Hit] = []
    ends = lexicon.grammar["turn_ends" if operator.entry.effect in STOPPED else "clause_ends"]
    for hit in hits[number + 1 : number + 1 + reach]:
        if hit.start >= operator.end + reach or not ends.isdisjoint(words[start : hit.start + 1]):
            break
        found.append(hit)
        start = hit.start
    return found


def _behind(
    words: Sequence[str], hits: list[Hit], number: int, lexicon: Lexicon, reach: int = PASSIVE_REACH
) -> list[Hit]:
    """The hits of the subject of a passive, the nearest first."""
    first = end = hits[number].start
    found: list[Hit] = []
    ends = lexicon.grammar["clause_ends"]
    for hit in reversed(hits[max(0, number - reach) : number]):
        if hit.start < first - reach or not ends.isdisjoint(words[hit.start : end]):
            break
        found.append(hit)
        end = hit.start
    return found


def _deny(words: Sequence[str], hits: list[Hit], lexicon: Lexicon) -> None:
    """« ne … pas »: what stands between, and a few words after."""
    openers, negators = lexicon.grammar["negation_openers"], lexicon.grammar["negators"]
    ends = lexicon.grammar["clause_ends"]
    order = [hit.start for hit in hits]
    starts = set(order)  # an opener among them is an idiom: « ne cesse de »
    for place, word in enumerate(words):
        if word not in openers:
            continue
        second = next(
            (k for k in range(place + 1, min(len(words), place + 1 + NEGATION_GAP)) if words[k] in negators), None
        )
        if second is None or place in starts or _is_superlative(words, second, lexicon):
            continue
        stop = next(
            (k for k in range(second, min(len(words), second + NEGATION_REACH)) if words[k] in ends),
            second + 1 + NEGATION_REACH,
        )
        for hit in hits[bisect_right(order, place) : bisect_left(order, stop)]:
            if hit.entry.effect != "negate":
                _deny_hit(hit, DENIED_BAD_THING)


def _is_superlative(words: Sequence[str], negator: int, lexicon: Lexicon) -> bool:
    """« n'ont jamais été aussi proches » denies nothing."""
    after = words[negator + 1 : negator + 4]
    return words[negator] == "jamais" and not lexicon.grammar["comparisons"].isdisjoint(after)


def _deny_hit(hit: Hit, bad_thing: float) -> None:
    if hit.denied:
        return
    hit.denied = True
    if hit.entry.tone > 0:
        hit.factor *= DENIED_GOOD
    elif hit.entry.tone == 0:
        hit.factor = 0.0  # a meeting that did not take place is neither
    elif hit.entry.noun:
        hit.factor *= bad_thing
    else:
        hit.factor *= DENIED_BAD_ACT
