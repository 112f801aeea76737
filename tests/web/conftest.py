from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.indexing import reindex
from index.stores import open_store
from search.searcher import open_archive
from tests.patience import PATIENT
from tests.tables import ROOT
from web import create_app


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application over the archive of ``articles.jsonl``."""
    address = f"whoosh:{tmp_path_factory.mktemp('web')}"
    reindex(open_store(address), [Path(__file__).with_name("articles.jsonl")])
    engine = open_archive(address)
    yield create_app(lambda: engine, archive_name="أرشيف المرفأ", limits=PATIENT)
    engine.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def facts_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application over the archive case with copies, teasers, places and dates."""
    address = f"whoosh:{tmp_path_factory.mktemp('facts')}"
    reindex(open_store(address), [ROOT / "tests/archives/facts/articles.jsonl"])
    engine = open_archive(address)
    yield create_app(lambda: engine, limits=PATIENT)
    engine.close()


@pytest.fixture
def facts_client(facts_app: Flask) -> FlaskClient:
    return facts_app.test_client()


@pytest.fixture
def broken_client() -> Callable[[Exception], FlaskClient]:
    """A client of an application whose engine cannot be opened, for the reason given."""

    def client_of(error: Exception) -> FlaskClient:
        def fail() -> NoReturn:
            raise error

        return create_app(fail).test_client()

    return client_of
