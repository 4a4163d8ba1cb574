"""What is listed: the meetings, and the reports that lead back to a sentence."""

import pandas as pd

from analysis.measures.corpus import Corpus, Selection, select_meetings


def meeting_list(corpus: Corpus, selection: Selection) -> pd.DataFrame:
    """The selected meetings, latest first and undated last, with `told_by`: their outlets, a line each."""
    told = corpus.reports[["meeting_id", "outlet"]]
    outlets_of = told.drop_duplicates().sort_values("outlet").groupby("meeting_id")["outlet"].agg("\n".join)
    found = select_meetings(corpus, selection)
    found = found.assign(told_by=outlets_of.reindex(found["meeting_id"]).fillna("").to_numpy())
    return found.sort_values(["first", "meeting_id"], ascending=[False, True], ignore_index=True)


def reports_of(corpus: Corpus, meeting_id: str) -> pd.DataFrame:
    """The reports of a meeting in order of publication: as tables.reports, with their article's `outlet`,
    `published`, `title`, `source_id`, the offsets `start`, `end` of the sentence and its `text` ("" without).
    """
    reports = corpus.reports[corpus.reports["meeting_id"] == meeting_id]
    articles = corpus.articles[["published", "title", "source_id"]]
    places = corpus.sentences[["article", "sentence", "start", "end"]]
    found = reports.join(articles, on="article").merge(places, on=["article", "sentence"], how="left")
    texts = corpus.texts.set_index("article_id")["text"].reindex(found["article_id"]).fillna("")
    found["text"] = [
        text[start:end].strip() if pd.notna(start) else ""
        for text, start, end in zip(texts, found["start"], found["end"], strict=True)
    ]
    return found.sort_values(["published", "article_id", "sentence"], ignore_index=True)
