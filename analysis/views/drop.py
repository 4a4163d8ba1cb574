"""Files dropped into the page become a corpus: the form, the build at work, and what came of it."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from analysis import export
from analysis.views import corpora, local, parts, ready
from analysis.words import Words

ARTICLE_NEXT = "article-next"  # in the session: source_id of the article to show again after a build
_JOB, _NOTICE, _SHOWN = "job", "notice", "notice-shown"
_POLL_SECONDS = 0.7
_TOLD = 12  # lines of a failed build on screen


def show(words: Words, folder: Path | None) -> None:
    """The section; `folder` is the open corpus, where it is one that files can be added to."""
    parts.heading(words("drop.title"), words("drop.lead"))
    settle()
    if job := current():
        if not job.source_id:
            watch(words, job)
        return
    notice(words, "")
    for stopped in local.unfinished():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(words("drop.unfinished", name=stopped.name))
            if st.button(words("drop.resume"), key=f"resume-{stopped.name}"):
                begin(words, stopped)
    _form(words, folder)


def current() -> local.Job | None:
    """The build that this reader waits for."""
    job: local.Job | None = st.session_state.get(_JOB)
    return job


def settle() -> None:
    """Where that build has ended: opens what it built, and starts the page again."""
    job = current()
    if job is None or job.running:
        return
    del st.session_state[_JOB]
    local.settle(job)
    if not job.failed:
        st.session_state[corpora.NEXT] = corpora.name_of(job.folder)
        st.session_state[ARTICLE_NEXT] = job.source_id
    st.session_state[_NOTICE] = job
    st.session_state[_SHOWN] = False
    st.rerun()


@st.fragment(run_every=_POLL_SECONDS)
def watch(words: Words, job: local.Job) -> None:
    """How far the build is, told again and again until it has ended."""
    if not job.running:
        st.rerun()
    st.info(words("drop.running", name=export.slug(job.folder.name)), icon=":material/hourglass_top:")
    if job.progress is None:
        st.progress(0.0, words("drop.loading"))
    else:
        step, done, total = job.progress
        st.progress(min(1.0, done / max(total, 1)), words(f"drop.step_{step}", n=done, total=total))


def notice(words: Words, source_id: str) -> None:
    """What came of the last build, once (see told): of the correction of an article, or of a drop ("")."""
    job: local.Job | None = st.session_state.get(_NOTICE)
    if job is None or job.source_id != source_id:
        return
    st.session_state[_SHOWN] = True
    if job.failed:
        st.warning(words("drop.failed"))
        st.text("\n".join([*job.told][-_TOLD:]))
        return
    st.info(
        words("correct.done" if source_id else "drop.done", name=export.slug(job.folder.name)), icon=":material/check:"
    )


def told() -> None:
    """At the end of a run: forgets the notice that it has shown. A run cut short by a click has shown it to nobody."""
    if st.session_state.get(_SHOWN):
        del st.session_state[_NOTICE], st.session_state[_SHOWN]


def change(words: Words, folder: Path, make: Callable[[], None], source_id: str) -> None:
    """Makes a change of the corrections and builds the corpus again; says why where it cannot be kept."""
    try:
        make()
    except local.LocalError as error:
        st.warning(words("drop.not_kept"))
        st.text(str(error))
        return
    begin(words, folder, source_id=source_id)


def begin(words: Words, folder: Path, added: list[Path] | None = None, source_id: str = "") -> None:
    """Starts a build and the page again; says so where another is at work."""
    try:
        st.session_state[_JOB] = local.start(folder, added or (), source_id)
    except local.BusyError:
        st.warning(words("drop.busy"))
        return
    st.rerun()


def _form(words: Words, folder: Path | None) -> None:
    # Streamlit knows this button in English only. The words are the catalogue's, without a sign that CSS reads.
    st.html(f'<style>:root {{ --browse: "{words("drop.browse")}"; }}</style>')
    with st.form("drop", clear_on_submit=True):
        files = st.file_uploader(
            words("drop.files", n=int(st.get_option("server.maxUploadSize"))),
            accept_multiple_files=True,
            key="drop-files",
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(
                words("drop.name"),
                folder.name if folder else "",
                max_chars=40,
                key=f"drop-name-{folder.name if folder else ''}",
                placeholder=words("drop.name_example"),
                help=words("drop.name_help"),
            )
            asked = st.form_submit_button(words("drop.build"), type="primary", icon=":material/build:")
    st.caption(words("drop.where", folder=_shown(local.home())))
    if asked:
        _take(words, [(file.name, file.getbuffer()) for file in files], name)
    ready.prepare()


def _take(words: Words, files: list[tuple[str, memoryview]], name: str) -> None:
    if not files:
        st.warning(words("drop.no_files"))
        return
    if not any(sign.isalnum() for sign in name) or export.slug(name) == export.slug(""):
        st.warning(words("drop.no_name"))
        return
    folder = local.home() / export.slug(name)
    try:
        added = local.keep(files, folder)
    except local.LocalError as error:
        st.warning(words("drop.not_kept"))
        st.text(str(error))
        return
    begin(words, folder, added)


def _shown(folder: Path) -> str:
    """Under the folder of the program, as one would type it there. As code, which Markdown leaves alone."""
    short = folder.relative_to(local.ROOT) if folder.is_relative_to(local.ROOT) else folder
    return f"`{short}`"
