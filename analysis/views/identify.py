"""Who is who, put right by hand: these words are that actor, these two are one, this is nobody. See local.py."""

from pathlib import Path

import streamlit as st

from analysis.measures import people
from analysis.views import corpora, drop, local, ready
from analysis.views.filters import Choice

# As in analysis.reading.corrections; a test holds the two together.
KINDS = ("alias", "same", "nobody")
_WHO = "who is who"  # what a build of these pages is for, as drop knows it
_LONGEST = 80  # characters of a name


def is_known(actor_id: str) -> bool | None:
    """Whether the knowledge holds the actor; None where its files are broken."""
    from analysis.knowledge import KnowledgeError

    try:
        return people.is_known(actor_id)
    except KnowledgeError:
        return None


def folder_of(choice: Choice) -> Path | None:
    """The folder of the open corpus, where it can be built again."""
    folder = corpora.available().get(choice.corpus.name)
    return folder if folder is not None and local.editable(folder) else None


def notice(choice: Choice) -> None:
    """The build that a correction started, at work or just ended."""
    drop.settle()
    job = drop.current()
    if job is None:
        drop.notice(choice.words, _WHO)
    elif job.source_id == _WHO:
        drop.watch(choice.words, job)


def unavailable(choice: Choice) -> str:
    """Why names cannot be put right here; "" where they can."""
    if drop.current():
        return choice.words("identify.wait")
    return "" if folder_of(choice) else choice.words("identify.read_only")


def known(choice: Choice, name: str) -> None:
    """On an actor's page: other words for it, whom it is the same as, and what was said of it."""
    words, folder = choice.words, folder_of(choice)
    if folder is None or drop.current():
        return
    with st.expander(words("identify.title"), icon=":material/edit:"):
        with st.form("identify-alias"), st.container(horizontal=True, vertical_alignment="bottom"):
            said = st.text_input(words("identify.alias"), max_chars=_LONGEST, help=words("identify.alias_help"))
            note = st.text_input(words("correct.note"), max_chars=200, key="identify-alias-note")
            asked = st.form_submit_button(words("identify.save"), icon=":material/check:")
        if asked and any(sign.isalnum() for sign in said):
            keep(choice, folder, "alias", said, name, note)
        elif asked:
            st.warning(words("identify.no_words"))
        others = [actor for actor in choice.corpus.tables.actors["actor"] if actor != name]
        with st.form("identify-same"), st.container(horizontal=True, vertical_alignment="bottom"):
            other = st.selectbox(
                words("identify.same"),
                others,
                index=None,
                placeholder=words("identify.choose"),
                help=words("identify.same_help", name=name),
            )
            asked = st.form_submit_button(words("identify.save"), icon=":material/check:")
        if asked and other:
            keep(choice, folder, "same", name, other, "")
        made(choice, folder, name)
    ready.prepare()


def made(choice: Choice, folder: Path, name: str = "") -> None:
    """The corrections of actors (on `name`, or all), each with the button that takes it back."""
    words = choice.words
    try:
        lines = local.corrections(folder, kinds=KINDS)
    except local.LocalError as error:
        st.text(str(error))
        return
    if not lines and not name:
        st.text(words("identify.nothing"))
    for number, (kind, target, value, *note) in enumerate(line for line in lines if len(line) >= 3):
        if name and name not in (target, value):
            continue
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            said = words(f"identify.made_{kind}", target=target, value=value)
            st.text(f"{said} ({note[0]})" if note and note[0] else said, width="stretch")
            if not drop.current() and st.button(
                words("identify.withdraw"), icon=":material/undo:", key=f"unidentify-{number}"
            ):
                drop.change(choice.words, folder, lambda: local.withdraw(folder, target, (kind,)), _WHO)  # noqa: B023 - called at once


def keep(choice: Choice, folder: Path, kind: str, target: str, value: str, note: str) -> None:
    """Writes a correction and builds the corpus again."""
    target = " ".join(target.split())
    drop.change(choice.words, folder, lambda: local.correct(folder, target, {kind: value}, note), _WHO)
