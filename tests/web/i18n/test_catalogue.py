"""Arabic and English: the catalogue is whole, and every page keeps its language."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from tests.web.page import get
from web.i18n.catalogue import CATALOGUE
from web.translations.update import update


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="ar", abort_invalid=True)


def test_the_catalogue_is_what_make_messages_writes(tmp_path: Path) -> None:
    assert update(CATALOGUE, check=True), "run: make messages"
    copy = tmp_path / "ar.po"
    shutil.copy(CATALOGUE, copy)
    assert update(copy)
    assert copy.read_bytes() == CATALOGUE.read_bytes()


def test_every_sentence_is_translated(catalogue: Catalog) -> None:
    assert len(catalogue) > 300
    for message in catalogue:
        strings = [message.string] if isinstance(message.string, str) else message.string
        assert all(strings or [""]), message.id
        assert not message.fuzzy or not message.id, message.id


def test_sentences_come_and_go_with_the_code(tmp_path: Path) -> None:
    lines = CATALOGUE.read_text(encoding="utf-8")
    other = tmp_path / "ar.po"
    other.write_text(lines.replace('msgid "A page of results"', 'msgid "A gone sentence"'), "utf-8")
    assert not update(other, check=True)
    assert update(other)
    written = other.read_text(encoding="utf-8")
    assert re.search(r'\n#: web/.+\nmsgid "A page of results"\nmsgstr ""\n', written)
    assert "A gone sentence" not in written


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
