"""Columns by their names, French and English, and by what they hold."""

import re
from pathlib import Path

import pytest

from analysis.knowledge import KnowledgeError
from analysis.reading.formats import names
from analysis.reading.formats.columns import ColumnsError, mapping, recognise


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (["Titre", "Texte", "Date", "Source", "URL", "Auteur"], ["title", "text", "date", "outlet", "url", "author"]),
        (["headline", "maintext", "date_publish", "source_domain"], ["title", "text", "date", "outlet"]),
        (["Title", "Body", "Published At", "Publisher", "Link"], ["title", "text", "date", "outlet", "url"]),
        (["TITRE_ARTICLE", "Corps du texte", "datePublication", "Média"], ["title", "text", "date", "outlet"]),
        (["title.rendered", "content.rendered", "date", "link"], ["title", "text", "date", "url"]),
        (["article_title", "article_text", "pub_date", "newspaper"], ["title", "text", "date", "outlet"]),
        (["Chapô", "Résumé", "Journaliste"], ["description", "description", "author"]),
        (["date de collecte", "langue"], ["captured", "language"]),
        (["updated_at", "image_url", "source_id", "nb_mots", "date_modify"], [""] * 5),
        (["author.name", "source.name"], ["author", "outlet"]),
        (["texte\u00a0intégral", " Date de\nparution "], ["text", "date"]),
    ],
)
def test_names(header: list[str], fields: list[str]) -> None:
    found = recognise(header, {}, {})
    by_column = {column: field for field, columns in found.items() for column in columns}
    assert [by_column.get(column, "") for column in header] == fields


# The first column of each field, in the order of a header as it is met.
DATASETS = {
    "Media Cloud": (
        "id,indexed_date,language,media_name,media_url,publish_date,title,url",
        "language=language outlet=media_name date=publish_date title=title url=url",
    ),
    "Media Cloud, before 2022": (
        "stories_id,publish_date,title,url,language,ap_syndicated,themes,media_id,media_name,media_url",
        "date=publish_date title=title url=url language=language outlet=media_name",
    ),
    "news-please": (
        "authors,date_download,date_modify,date_publish,description,filename,image_url,language,localpath,title,"
        "title_page,title_rss,source_domain,maintext,url",
        "author=authors captured=date_download date=date_publish description=description language=language title=title "
        "outlet=source_domain text=maintext url=url",
    ),
    "newspaper": (
        "source_url,url,title,top_img,meta_img,imgs,movies,text,keywords,meta_keywords,tags,authors,publish_date,"
        "summary,meta_description,meta_lang,meta_favicon",
        "url=url title=title text=text author=authors date=publish_date description=summary language=meta_lang",
    ),
    "trafilatura": (
        "title,author,hostname,date,fingerprint,id,license,comments,raw_text,text,language,image,pagetype,filedate,"
        "source,source-hostname,excerpt,categories,tags",
        "title=title author=author outlet=source date=date text=text language=language captured=filedate "
        "description=excerpt",
    ),
    "fundus": (
        "title,authors,publishing_date,plaintext,topics,publisher,html.requested_url,html.crawl_date",
        "title=title author=authors date=publishing_date text=plaintext outlet=publisher captured=html.crawl_date "
        "url=html.requested_url",
    ),
    "GDELT": ("URL,MobileURL,Date,Title", "url=URL date=Date title=Title"),
    "GDELT, JSON": (
        "url,url_mobile,title,seendate,socialimage,domain,language,sourcecountry",
        "url=url title=title date=seendate outlet=domain language=language",
    ),
    "CC-News": (
        "title,text,domain,date,description,url,image_url",
        "title=title text=text outlet=domain date=date description=description url=url",
    ),
    "MLSUM": ("text,summary,topic,url,title,date", "text=text description=summary url=url title=title date=date"),
    "Event Registry": (
        "uri,lang,isDuplicate,date,time,dateTime,sim,url,title,body,source.uri,source.dataType,source.title,"
        "authors.uri,authors.name,image",
        "url=url language=lang date=date title=title text=body outlet=source.title author=authors.name",
    ),
    "NewsAPI": (
        "source.id,source.name,author,title,description,url,urlToImage,publishedAt,content",
        "outlet=source.name author=author title=title description=description url=url date=publishedAt text=content",
    ),
    "webz.io": (
        "thread.uuid,thread.site,thread.site_full,thread.country,author,published,title,text,language,crawled,url",
        "outlet=thread.site author=author date=published title=title text=text language=language captured=crawled "
        "url=url",
    ),
    "Meltwater": (
        "Date,Headline,URL,Opening Text,Hit Sentence,Source,Influencer,Country,Language,Reach,Keyphrases,Sentiment",
        "date=Date title=Headline url=URL description=Opening Text outlet=Source language=Language",
    ),
    "Zotero": (
        "Key,Item Type,Publication Year,Author,Title,Publication Title,ISSN,Url,Abstract Note,Date,Date Added,"
        "Date Modified,Access Date,Language",
        "author=Author title=Title outlet=Publication Title url=Url description=Abstract Note date=Date "
        "captured=Access Date language=Language",
    ),
    "veille": (
        "Média;Titre;Date de parution;Journaliste;Extrait;Lien;Tonalité;Audience".replace(";", ","),
        "outlet=Média title=Titre date=Date de parution author=Journaliste description=Extrait url=Lien",
    ),
    "aspirateur": (
        "lien_article,titre_article,chapo,contenu_article,date_publication,date_collecte,nom_du_media,auteurs",
        "url=lien_article title=titre_article description=chapo text=contenu_article date=date_publication "
        "captured=date_collecte outlet=nom_du_media author=auteurs",
    ),
}


@pytest.mark.parametrize("name", DATASETS)
def test_headers_of_tools_and_archives(name: str) -> None:
    header, wanted = DATASETS[name]
    found = {field: columns[0] for field, columns in recognise(header.split(","), {}, {}).items()}
    pairs = re.split(r" (?=[a-z]+=)", wanted)
    assert found == dict(pair.split("=") for pair in pairs)


def test_the_better_name_goes_first() -> None:
    found = recognise(["date", "date de publication", "contenu", "texte"], {}, {})
    assert found == {"date": ("date de publication", "date"), "text": ("texte", "contenu")}


def test_what_the_cells_hold() -> None:
    cells = {
        "v1": [f"https://exemple.fr/{number}" for number in range(9)],
        "v2": [f"Un titre de bonne longueur, le {number}e" for number in range(9)],
        "v3": ["Une phrase de la ville. " * 20] * 9,
        "v4": ["2022-03-04"] * 9,
        "v5": ["FR"] * 9,
    }
    found = recognise(list(cells), {}, cells)
    assert found == {"url": ("v1",), "date": ("v4",), "text": ("v3",), "title": ("v2",)}


def test_a_source_of_addresses() -> None:
    pages = {"source": [f"https://exemple.fr/{number}" for number in range(9)], "hostname": ["exemple.fr"] * 9}
    assert recognise(list(pages), {}, pages) == {"url": ("source",), "outlet": ("hostname",)}
    sites = {"source": ["https://exemple.fr/"] * 9, "titre": ["Un vote"] * 9}
    assert recognise(list(sites), {}, sites) == {"outlet": ("source",), "title": ("titre",)}


def test_the_users_mapping() -> None:
    assert mapping("title=Titre de l'article, text = corps") == {"title": "Titre de l'article", "text": "corps"}
    for wrong in ("title", "titre=x", "title=", "title=a,title=b", ""):
        with pytest.raises(ColumnsError):
            mapping(wrong)


@pytest.mark.parametrize(
    ("section", "error"),
    [
        ("columns: {title: [a]}", "`columns` must have"),
        ("never: {titel: [a]}", "`never` is of a field"),
        ("date_parts: {year: [an]}", "`date_parts` must have"),
        ("page_dates: date", "`page_dates` is a list of names"),
    ],
)
def test_a_wrong_file_of_names(tmp_path: Path, section: str, error: str) -> None:
    kept = {
        "columns": f"columns: {{{', '.join(f'{field}: [{field}]' for field in names.FIELDS)}}}",
        "never": "never: {any: [id]}",
        "date_parts": "date_parts: {year: [an], month: [mois], day: [jour]}",
        **{
            name: f"{name}: [x]"
            for name in ("page_dates", "archive_lines", "archive_counts", "archive_origin", "archive_others")
        },
    }
    kept[section.partition(":")[0]] = section
    (tmp_path / "formats.yaml").write_text("\n".join(kept.values()), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=error):
        names.load(tmp_path)
