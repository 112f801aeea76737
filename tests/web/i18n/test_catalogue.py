"""Arabic and English: the catalogue is whole, and every page keeps its language."""

from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from tests.tables import ROOT
from tests.web.page import get
from web.i18n.catalogue import CATALOGUE

_KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "translatable": None,
    "ngettext": (1, 2),
    "_n": (1, 2),
    "countable": (1, 2),
}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="ar", abort_invalid=True)


def _key(sentence: object) -> object:
    return sentence[0] if isinstance(sentence, tuple | list) else sentence


def test_every_sentence_is_translated_and_none_is_left_over(catalogue: Catalog) -> None:
    used = {
        _key(sentence)
        for room in ("index", "search", "web")
        for _, _, sentence, _, _ in extract_from_dir(
            ROOT / room,
            method_map=[("**.py", "python"), ("**/templates/**", "jinja2.ext.babel_extract")],
            options_map={"**/templates/**": {"extensions": "jinja2.ext.i18n"}},
            keywords=_KEYWORDS,
        )
    }
    translated = {_key(message.id) for message in catalogue if message.id and message.string}
    assert used - translated == set()
    assert translated - used == set()


def _sentences(message: Message) -> Iterator[tuple[str, str]]:
    if isinstance(message.id, str):
        yield message.id, str(message.string)
    else:
        # Arabic says none, one and two without a digit.
        yield from ((str(message.id[1]), string) for string in tuple(message.string or ())[3:])


def test_translations_fill_the_same_places(catalogue: Catalog) -> None:
    def places(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}

    for message in catalogue:
        for source, translation in _sentences(message) if message.id else ():
            assert places(source) == places(translation), source


def test_english_pages(client: FlaskClient) -> None:
    page = get(client, "/en/", language="en")
    assert "Search the archive of Arabic news" in page.html
    results = get(client, "/en/", language="en", q="القمح")
    assert "3 results" in results.html
    assert all(
        target.startswith(("/en", "#", "/static"))
        for target, text in results.links
        if text not in ("العربية",)
    )
    assert results.target("العربية") == "/?q=القمح"


def test_from_arabic_to_english_and_back(client: FlaskClient) -> None:
    page = get(client, "/articles/wheat-1", q="القمح")
    english = get(client, page.target("English"), language="en")
    assert english.target("العربية").startswith("/articles/wheat-1?q=")


def test_what_only_looks_like_a_language_is_not_found(client: FlaskClient) -> None:
    assert client.get("/english").status_code == 404
    assert client.get("/en/en/").status_code == 404
