"""Texts to measure reading on: dense ones, the founding articles, and a mix as a scraped corpus has it."""

import json
import random
from pathlib import Path

CASES = Path(__file__).resolve().parents[1] / "cases"
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
ARTICLE = 4_000  # characters of an article, about
DIPLOMACY = 10  # in the mix, one paragraph in so many tells of states and their leaders

# Newspapers write of these most of the time. {who} is nobody known, the figures keep sentences apart.
_SUBJECTS = (
    (
        "Le conseil municipal de {town} a voté {weekday} un budget de {n} millions d'euros pour refaire les quais.",
        "« Nous avons trop attendu, les murs s'effritent », regrette {who}, adjointe chargée de la voirie.",
        "Les travaux, confiés à une entreprise de la région, devraient durer {small} mois et bloquer une part du port.",
        "L'opposition dénonce une facture qui a doublé en {small} ans sans que personne ne s'en explique.",
        "Des riverains ont lancé une pétition ; elle a déjà recueilli {n} signatures.",
    ),
    (
        "La récolte de blé a reculé de {small},{small} % cette année, faute de pluie au moment où il en fallait.",
        "Chez {who}, éleveur près de {town}, les bêtes mangent depuis des semaines le foin gardé pour l'hiver.",
        "Les coopératives demandent une aide d'urgence et un report des cotisations.",
        "Le prix de la tonne est monté à {n} euros, un niveau que la filière n'avait plus vu depuis {year}.",
        "Les négociants, eux, achètent ailleurs et n'attendent pas que le ciel se décide.",
    ),
    (
        "Menée de {small} points à la pause, l'équipe de {town} s'est réveillée trop tard pour renverser la rencontre.",
        "L'entraîneur, {who}, a préféré saluer le courage de ses joueurs plutôt que de parler d'arbitrage.",
        "Le gardien, blessé à l'épaule, sera absent {small} semaines.",
        "Devant {n} spectateurs, les visiteurs ont su gagner les duels et garder le ballon.",
        "Prochain déplacement samedi, sur une pelouse où le club n'a plus gagné depuis {small} saisons.",
    ),
    (
        "Le film raconte l'histoire de deux sœurs qui reviennent dans la maison de leur enfance pour la vendre.",
        "{who} y joue une avocate fatiguée, avec une retenue qui lui va mieux que les grands éclats.",
        "La lumière, rousse et basse, rappelle les tableaux que l'on voit dans l'escalier.",
        "On rit peu, on regarde beaucoup, et l'on sort avec l'envie d'appeler quelqu'un.",
        "Le livre dont il est tiré s'était vendu à {n} exemplaires lors de sa parution, en {year}.",
    ),
    (
        "Une coulée de boue a coupé la route entre {town} et la vallée, sans faire de blessé.",
        "Les pompiers ont évacué {n} personnes, hébergées pour la nuit dans un gymnase.",
        "« L'eau est montée d'un coup, nous n'avons rien pu sauver », raconte {who}, qui tient l'épicerie.",
        "La préfecture appelle à la prudence et déconseille tout déplacement inutile.",
        "Le retour à la normale n'est pas attendu avant {weekday}, selon les services de l'équipement.",
    ),
    (
        "Le fabricant de moteurs va supprimer {n} postes sur son site historique, ont annoncé les syndicats.",
        "La direction invoque un carnet de commandes en berne et des coûts d'énergie qu'elle ne maîtrise plus.",
        "« On nous avait promis des machines neuves, on nous montre la porte », s'emporte {who}, délégué du personnel.",
        "Le chiffre d'affaires du groupe a pourtant progressé de {small} % au premier semestre.",
        "Une réunion avec les repreneurs possibles doit se tenir dans les prochaines semaines.",
    ),
    (
        "L'étude a suivi {n} patients pendant {small} ans, dans des hôpitaux de taille et de moyens différents.",
        "Le traitement réduit les rechutes, mais il fatigue, et un malade sur {small} l'arrête avant la fin.",
        "« Ce n'est pas un remède miracle, c'est un outil de plus », prévient la professeure {who}.",
        "Les auteurs reconnaissent que leur échantillon compte peu de personnes âgées.",
        "La prise en charge par l'assurance reste à négocier, et rien ne dit qu'elle sera accordée.",
    ),
    (
        "Au tribunal de {town}, le prévenu a reconnu les faits sans parvenir à les expliquer.",
        "Son avocat, maître {who}, a plaidé l'épuisement d'un homme seul devant ses dettes.",
        "Le procureur a requis {small} ans de prison, dont une partie avec sursis.",
        "La caissière, entendue comme témoin, dit se réveiller encore en pensant au bruit de la vitre.",
        "Le jugement a été mis en délibéré au {small} {month}.",
    ),
)
_DIPLOMACY = (
    "Le président {state} a reçu {weekday} le ministre chinois des Affaires étrangères, Wang Yi, à {town}.",
    "Moscou accuse l'Otan de préparer une escalade ; Washington dément et appelle au calme.",
    "Sergueï Lavrov s'est entretenu le {small} {month} avec son homologue turc des livraisons de céréales.",
    "Le chef de la diplomatie européenne a jugé ces déclarations « inacceptables ».",
    "Selon le Kremlin, Vladimir Poutine et Xi Jinping doivent se revoir au printemps {year}.",
    "« Nous ne céderons pas », a répété Volodymyr Zelensky devant les députés.",
)
_GIVEN = ("Claire", "Mathieu", "Inès", "Bruno", "Solène", "Karim", "Odile", "Thomas", "Yasmina", "Hervé")
_TOWNS = ("Saint-Malo", "Roubaix", "Valence", "Quimper", "Béziers", "Namur", "Sion", "Gap", "Vannes", "Dole")
_SYLLABLES = ("ber", "lan", "tou", "ri", "mar", "de", "vau", "cor", "nel", "bou", "get", "fay")
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
_MONTHS = ("janvier", "mars", "mai", "juin", "octobre", "décembre")
_STATES = ("russe", "turc", "brésilien", "français", "kazakh", "iranien")


def dense() -> list[str]:
    """The sentences written for the tests, in which every line tells a time, an actor or a meeting."""
    text = " ".join(case["text"] for name in ("times", "meetings", "actors") for case in _cases(name))
    return [text[start : start + ARTICLE] for start in range(0, len(text), ARTICLE)]


def _cases(name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def founding() -> list[str]:
    """The founding articles; none where they are not at hand."""
    return [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]


def mixed(count: int) -> list[str]:
    """`count` articles as a scraped corpus has them: most paragraphs tell of other things."""
    return [_article(random.Random(number)) for number in range(count)]


def _article(dice: random.Random) -> str:
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < ARTICLE:
        sentences = dice.choice(_SUBJECTS) if dice.randrange(DIPLOMACY) else _DIPLOMACY
        said = dice.sample(sentences, dice.randrange(3, len(sentences)))
        paragraphs.append(" ".join(_filled(sentence, dice) for sentence in said))
    return "\n\n".join(paragraphs)


def _filled(sentence: str, dice: random.Random) -> str:
    surname = "".join(dice.choices(_SYLLABLES, k=dice.randrange(2, 4))).capitalize()
    return sentence.format(
        who=f"{dice.choice(_GIVEN)} {surname}",
        town=dice.choice(_TOWNS),
        weekday=dice.choice(_WEEKDAYS),
        month=dice.choice(_MONTHS),
        state=dice.choice(_STATES),
        year=dice.randrange(1990, 2024),
        n=dice.randrange(100, 5000),
        small=dice.randrange(2, 29),
    )
