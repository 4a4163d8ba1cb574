"""The words around a name that prove it a person's."""

import re

from analysis.extraction.pointers import Words
from analysis.language.words import alternatives


def evidence_before(words: Words) -> re.Pattern[str]:
    """A function, perhaps with what it is a function of, a kinship, a title, a verb of saying."""
    roles = alternatives((*words["functions"], *words["kin"]))
    # A long title has commas of its own: « du ministre de l'Industrie, du Commerce, chargée du Tourisme, X ».
    between = rf"(?:(?:,(?= (?:d[eu']|des |charge)))? (?!(?:{alternatives(words['clause_words'])})\b)[\w'-]+)"
    open_end = rf"(?<! {')(?<! '.join(sorted(map(re.escape, words['binding_words'])))})"
    # « pour X » says what X thinks where it opens a clause; « pour le Conseil X » does not.
    saying = (word for word in words["sources"] if word != "pour")
    alone = alternatives((*words["titles"], *saying, *words["done_to"]))
    return re.compile(
        rf"(?:(?<=\W)|^)(?:(?:{alone}|(?:(?<=[ ,.!?»] )|^)pour)"
        rf"|(?:{roles})s?(?:{between}{{0,7}}{open_end}|{between}{{0,20}},)?(?: :)?) $"
    )


def evidence_after(words: Words) -> re.Pattern[str]:
    """« X, chercheur … », « X (ministre … », « X, 45 ans », « X et son épouse », « X a déclaré »."""
    roles = alternatives((*words["functions"], *words["kin"]))
    lead = rf"(?:(?:{alternatives((*words['apposition'], *words['before_function']))})[ ']?)*"
    return re.compile(
        rf"(?:(?:, | \(|,? qui est |,? est ){lead}(?:{roles})\b|,? \(?\d\d ans\b"
        rf"| et (?:son|sa|ses) (?:{alternatives(words['kin'])})\b"
        rf"|,? (?:{alternatives((*words['sources'], *words['fates'], *words['deeds']))})\b)"
    )


def has_verb(text: str, match: re.Match[str]) -> bool:
    """« le ministre a visité … »: the auxiliary, told from « à » by its accent."""
    return " a " in text[match.start() : match.end()]
