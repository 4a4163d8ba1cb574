"""Names that a spaCy model confirms. The model is optional; its own tests need spaCy and make a small one."""

from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from analysis import knowledge
from analysis.__main__ import main
from analysis.extraction import ner
from analysis.extraction.actors import ActorReader
from analysis.language.sentences import split
from analysis.language.text import normalise

NAME = "Zorvan Qelbek"
TEXT = f"La salle attendait. Puis {NAME} monta sur scène devant la Maison Blanche. Qelbek ne dit rien."
SPACY = find_spec("spacy") is not None
needs_spacy = pytest.mark.skipif(not SPACY, reason="spaCy is not installed; it is optional")


class Listed:
    """A namer that knows a few names."""

    identity = "a list"

    def __init__(self, *names: str) -> None:
        self._names = names

    def persons(self, text: str) -> list[tuple[int, int]]:
        return sorted((text.find(name), text.find(name) + len(name)) for name in self._names if name in text)


def persons(text: str, namer: ner.Namer | None) -> list[tuple[str, str]]:
    normal = normalise(text)
    marked = ActorReader(knowledge.load(), namer).read(text, normal, split(text, normal), date(2024, 5, 15))
    return [(text[one.start : one.end], one.actor.name) for one in marked.mentions if one.actor.kind == "person"]


def test_a_name_without_any_proof_around_it_is_confirmed() -> None:
    assert persons(TEXT, None) == []
    assert persons(TEXT, Listed(NAME)) == [(NAME, NAME), ("Qelbek", NAME)]


def test_what_the_knowledge_holds_is_not_asked() -> None:
    text = "Vladimir Poutine a parlé devant la Maison Blanche."
    assert persons(text, Listed("la Maison Blanche")) == persons(text, None)


def test_a_name_confirmed_in_part_is_not() -> None:
    assert persons(TEXT, Listed("Zorvan")) == []


@pytest.mark.parametrize("text", ["", "stanza", "spacy:", "spacy,md"])
def test_other_options_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not spacy"):
        ner.option(text)


@pytest.mark.skipif(SPACY, reason="spaCy is installed")
@pytest.mark.parametrize("command", ["explain", "build"])
def test_without_spacy_the_error_says_what_to_install(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    more = ["--on", "2024-05-15"] if command == "explain" else ["--out", str(tmp_path / "out")]
    assert main([command, str(file), "--ner", "spacy", *more]) == 2
    assert "pip install spacy" in capsys.readouterr().err


@pytest.fixture
def model(tmp_path: Path) -> Path:
    import spacy

    pipeline = spacy.blank("fr")
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "PER", "pattern": NAME}])
    pipeline.to_disk(tmp_path / "model")
    return tmp_path / "model"


@needs_spacy
def test_a_model_tells_its_spans_in_lines_long_and_short(model: Path) -> None:
    text = f"{NAME}\n\n{'mot ' * 6_000}\n{NAME} et {NAME}"
    namer = ner.load(f"spacy:{model}")
    assert namer
    spans = namer.persons(text)
    assert [text[start:end] for start, end in spans] == [NAME] * 3


@needs_spacy
def test_the_command_line_reads_with_a_model(model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert main(["explain", str(file), "--on", "2024-05-15", "--ner", f"spacy:{model}"]) == 0
    assert f"« {NAME} »" in capsys.readouterr().out
    built = ["build", str(file), "--out", str(tmp_path / "out")]
    assert main(built) == 0
    assert "of 1 actors" in capsys.readouterr().out
    assert main([*built, "--ner", f"spacy:{model}"]) == 0  # another model: read again
    assert "of 2 actors" in capsys.readouterr().out


@needs_spacy
def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ner.NerError, match="nowhere cannot be loaded"):
        ner.load(f"spacy:{tmp_path / 'nowhere'}")
