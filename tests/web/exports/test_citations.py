"""Citations: what the readers of bibliographies read back is what the article says."""

import re
from dataclasses import replace
from datetime import date

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from flask.testing import FlaskClient
from hypothesis import example, given

from index.article import Article
from tests.web.hostile import BARE, HOSTILE, PLAIN, articles
from web.exports import citations, metadata

ADDRESS = "https://archive.example/articles/x"

_COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
}


def unescaped(value: str) -> str:
    """What LaTeX would print."""
    assert not re.search(r"(?<!\\)[%#$&_~^]", re.sub(r"\\text\w+\{\}", "", value)), value
    return re.sub(
        r"\\text\w+\{\}|\\([#$%&_])", lambda found: found[1] or _COMMANDS[found[0]], value
    )


def read_bibtex(article: Article, address: str = ADDRESS) -> tuple[str, str, dict[str, str]]:
    library = parse_string(citations.bibtex(article, address))
    assert not library.failed_blocks
    (entry,) = library.entries
    assert len(library.blocks) == 1
    return entry.entry_type, entry.key, {field.key: field.value for field in entry.fields}


def read_ris(article: Article, address: str = ADDRESS) -> dict[str, object]:
    text = citations.ris(article, address)
    assert text.endswith("\r\nER  - \r\n")
    assert not re.search("(?<!\r)\n|\r(?!\n)", text)
    (record,) = rispy.loads(text)
    return dict(record)


def names(value: str) -> list[str]:
    """The names of a list of biblatex."""
    return [unescaped(name) for name in re.findall(r"(?:^| and )\{((?:[^{}]|\{\})*)\}", value)]


def test_bibtex_of_a_plain_article() -> None:
    assert read_bibtex(PLAIN) == (
        "article",
        "news20241028-" + citations.key(PLAIN)[-8:],
        {
            "title": "ارتفاع أسعار القمح",
            "journaltitle": "صحيفة المرفأ",
            "date": "2024-10-28",
            "location": "{بيروت}",
            "organization": "{وكالة الصحافة الفرنسية (أ.ف.ب)}",
            "keywords": "اقتصاد",
            "abstract": "الجفاف يخفض المحصول",
            "note": "كتبت سلمى الحاج",
            "url": ADDRESS,
            "langid": "arabic",
        },
    )


def test_ris_of_a_plain_article() -> None:
    assert citations.ris(PLAIN, ADDRESS).startswith("TY  - NEWS\r\n")
    assert read_ris(PLAIN) == {
        "type_of_reference": "NEWS",
        "id": citations.key(PLAIN),
        "title": "ارتفاع أسعار القمح",
        "secondary_title": "صحيفة المرفأ",
        "year": "2024",
        "date": "2024/10/28/",
        "place_published": "بيروت",
        "section": "اقتصاد",
        "abstract": "الجفاف يخفض المحصول",
        "notes": ["كتبت سلمى الحاج", "الوكالة: وكالة الصحافة الفرنسية (أ.ف.ب)"],
        "accession_number": "wheat-1",
        "language": "ar",
        "urls": [ADDRESS],
    }


def test_the_place_in_a_printed_paper_is_cited() -> None:
    printed = replace(PLAIN, issue="14210", page="3")
    _, _, fields = read_bibtex(printed)
    assert (fields["number"], fields["pages"]) == ("14210", "3")
    record = read_ris(printed)
    assert (record["number"], record["start_page"]) == ("14210", "3")
    line = citations.arabic(printed, ADDRESS)
    assert "، العدد 14210، 28 أكتوبر (تشرين الأول) 2024، ص 3. https" in line


def test_what_an_article_lacks_is_not_made_up() -> None:
    kind, key, fields = read_bibtex(BARE)
    assert (kind, key[:7]) == ("misc", "newsnd-")
    assert fields == {"title": "[بلا عنوان]", "url": ADDRESS, "langid": "arabic"}
    assert set(read_ris(BARE)) == {
        *("type_of_reference", "id", "title", "accession_number", "language", "urls")
    }


@given(articles)
@example(PLAIN)
@example(BARE)
@example(HOSTILE)
def test_what_goes_into_bibtex_comes_out(article: Article) -> None:
    kind, key, fields = read_bibtex(article)
    assert kind == ("article" if metadata.paper(article) else "misc")
    assert key == citations.key(article)
    assert unescaped(fields["title"]) == metadata.headline(article)
    assert unescaped(fields.get("journaltitle", "")) == metadata.paper(article)
    assert fields.get("date", "") == metadata.day_of(article)
    assert names(fields.get("location", "")) == metadata.written_from(article)
    assert names(fields.get("organization", "")) == metadata.text_credits(article)
    for name, text in (
        ("abstract", article.deck),
        ("note", article.byline),
        ("keywords", article.section),
    ):
        assert unescaped(fields.get(name, "")) == metadata.one_line(text)
    assert fields["url"] == ADDRESS


@given(articles)
@example(PLAIN)
@example(BARE)
@example(HOSTILE)
def test_what_goes_into_ris_comes_out(article: Article) -> None:
    record = read_ris(article)
    assert record["type_of_reference"] == "NEWS"
    assert record["title"] == metadata.headline(article)
    assert record.get("secondary_title", "") == metadata.paper(article)
    assert record.get("date", "") == metadata.day_of(article).replace("-", "/") + "/" * bool(
        article.published
    )
    assert record.get("section", "") == metadata.one_line(article.section)
    assert record.get("abstract", "") == metadata.one_line(article.deck)
    assert record.get("accession_number", "") == metadata.one_line(article.id)
    credited = [f"الوكالة: {name}" for name in metadata.text_credits(article)]
    assert record.get("notes", []) == [*metadata.lines((article.byline,)), *credited]


@given(articles)
@example(HOSTILE)
def test_addresses_of_originals_are_ascii_without_blanks_or_braces(article: Article) -> None:
    address = metadata.original(article)
    assert re.fullmatch(r"(?:https?://[!-~]+)?", address)
    assert not set(address) & set('{}\\"<>')


@given(articles)
def test_keys_are_ascii_and_stay(article: Article) -> None:
    assert re.fullmatch(r"news(\d{8}|nd)-[0-9a-f]{8}", citations.key(article))
    other = replace(article, title="عنوان آخر", url="", source="")
    assert citations.key(other) == citations.key(article)
    assert citations.key(replace(article, id=article.id + "2")) != citations.key(article)


@pytest.mark.parametrize(
    ("article", "line"),
    [
        (
            PLAIN,
            "«ارتفاع أسعار القمح»، صحيفة المرفأ، وكالة الصحافة الفرنسية (أ.ف.ب)، بيروت، "
            f"28 أكتوبر (تشرين الأول) 2024. {ADDRESS}",
        ),
        (BARE, f"[بلا عنوان]، د.ت. {ADDRESS}"),
        (
            Article(
                id="1", title="الوزير: «لن\nنرفع» الأسعار", source="okaz",
                published=date(2015, 7, 1), published_evidence="inferred",
            ),
            f"«الوزير: “لن نرفع” الأسعار»، عكاظ، [1 يوليو (تموز) 2015]. {ADDRESS}",
        ),
        (
            Article(id="1", title="قمح\u202e\u2067", published_evidence="given"),
            f"«قمح»، د.ت. {ADDRESS}",
        ),
    ],
)  # fmt: skip
def test_arabic_line(article: Article, line: str) -> None:
    assert citations.arabic(article, ADDRESS) == line


@given(articles)
def test_the_arabic_line_is_one_line_that_turns_nothing_round(article: Article) -> None:
    line = citations.arabic(article, ADDRESS)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", line)
    assert line.endswith(f". {ADDRESS}")


@pytest.mark.parametrize(
    ("format", "kind", "ending"),
    [("bibtex", "application/x-bibtex", "bib"),
     ("ris", "application/x-research-info-systems", "ris")],
)  # fmt: skip
def test_downloads(client: FlaskClient, format: str, kind: str, ending: str) -> None:
    answer = client.get(f"/citations/{format}/wheat-1")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
    assert re.fullmatch(
        rf'attachment; filename="news20241028-\w{{8}}\.{ending}"',
        answer.headers["Content-Disposition"],
    )
    assert "ارتفاع أسعار القمح" in answer.get_data(as_text=True)
    assert "https://paper.example/wheat/1" in answer.get_data(as_text=True)


def test_an_article_without_original_is_read_in_the_archive(client: FlaskClient) -> None:
    (record,) = rispy.loads(client.get("/citations/ris/wheat-3").get_data(as_text=True))
    assert record["urls"] == ["http://localhost/articles/wheat-3"]
    (record,) = rispy.loads(client.get("/en/citations/ris/hostile").get_data(as_text=True))
    assert record["urls"] == ["http://localhost/articles/hostile"], "not javascript:, and as in ar"


@pytest.mark.parametrize(
    "path", ["https%3A%2F%2Fpaper.example%2Fa%2F..%2Fb%3Fx%3D1%26y%3D%D8%B5%23%D8%AC",
             "%2Fleading%2F%2Ftwice%2F", "100%2525%20%D9%85%D8%A6%D8%A9"]
)  # fmt: skip
def test_ids_of_any_letters_can_be_cited(client: FlaskClient, path: str) -> None:
    assert client.get(f"/citations/bibtex/{path}").status_code == 200


def test_what_cannot_be_cited(client: FlaskClient) -> None:
    assert client.get("/citations/ris/nowhere").status_code == 404
    assert client.get("/citations/docx/wheat-1").status_code == 404
