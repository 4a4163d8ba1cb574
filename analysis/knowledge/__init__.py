"""What Entrevues knows before it reads: actors, offices with their holders, places. Data, checked on load."""

from analysis.knowledge.load import FOLDER, load
from analysis.knowledge.model import (
    Actor,
    Alias,
    Knowledge,
    KnowledgeError,
    Nickname,
    Place,
    Term,
    plain_title,
    serves,
)

__all__ = [
    "FOLDER",
    "Actor",
    "Alias",
    "Knowledge",
    "KnowledgeError",
    "Nickname",
    "Place",
    "Term",
    "load",
    "plain_title",
    "serves",
]
