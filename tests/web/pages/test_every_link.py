"""Every article that is listed opens, and every link answers, however odd its facts are."""

from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient

from index.article import Article
from search.searcher import open_archive
from tests.conftest import ArchiveBuilder
from tests.web.page import Page
from web import create_app

#: What sources have where a section, an agency, a place or a paper should stand.
ODD = (
    *(
        "-",
        "—",
        ".",
        "،",
        "ـ",
        "\u064b\u0651",
        "\u200f",
        "???",
        "#",
        "%",
        "%2f",
        "/",
        "//",
        "..",
        "&",
    ),
    *("none", "بلا", "*", '"', "<b>", "ق" * 300, "a" * 201, "أ، ب", "  بيروت  ", "😀", "\u0640"),
)

#: Pages that are looked at for links, beside those of articles.
BEGINNINGS = ("/", "/?q=خبر", "/en/?q=خبر&size=100", "/archive", "/compare")


def archive_of(value: str, number: int) -> Article:
    return Article(
        id=f"{value[:20]}{number}", title=f"خبر {number}", body="نص الخبر", section=value,
        agencies=(value,), photo_agencies=(value,), text_agencies=(value,), datelines=(value,),
        places=(value,), source=value, byline=value,
    )  # fmt: skip


def links(client: FlaskClient, path: str) -> set[str]:
    answer = client.get(path)
    assert answer.status_code < 400, path
    if answer.mimetype != "text/html":
        return set()
    found = (attributes.get("href") for tag, attributes in Page(answer.text).tags if tag == "a")
    return {
        urljoin(path, link)
        for link in found
        if link and not urlsplit(link).netloc and not link.startswith(("#", "mailto:"))
    }


@pytest.mark.slow
def test_every_article_opens_and_every_link_answers(archive: ArchiveBuilder) -> None:
    articles = [archive_of(value, number) for number, value in enumerate(ODD)]
    engine = open_archive(archive(articles))
    client = create_app(lambda: engine).test_client()
    found: set[str] = set()
    for path in BEGINNINGS:
        found |= links(client, path)
    assert sum("/articles/" in link for link in found) >= 10
    for path in sorted(found):
        for link in links(client, path.partition("#")[0]) - found if "/articles/" in path else ():
            links(client, link.partition("#")[0])
        if "/articles/" not in path:
            links(client, path.partition("#")[0])
