"""An archive that lacks a part: what is left is said to be so, or nothing is shown at all."""

import logging

import pytest
from flask.testing import FlaskClient

from search import notes
from search.query import Query
from tests.faults.asking import assert_line, manage, started
from tests.faults.conftest import Torn
from tests.web.page import get
from web import create_app
from web.i18n.notes import sentence

#: What is shown with a word of warning.
SHOWN = (
    "/?q=الميناء",
    "/",
    "/?q=الميناء&section=economy&sort=newest",
    "/facets/section?q=الميناء",
    "/articles/{there}",
    "/en/?q=الميناء",
)
#: The same for programs.
TOLD = (
    "/api/v1/search?q=الميناء",
    "/api/v1/search",
    "/api/v1/facets/section",
    "/api/v1/stats",
)
#: What is refused, since it would be taken for all that there is, or for what is not there.
REFUSED = (
    "/feed.atom?q=الميناء",
    "/results.csv",
    "/results.csv?q=الميناء",
    "/compare?q=الميناء",
    "/sitemaps/1.xml",
    "/suggestions.json?q=المي",
    "/suggestions?q=المي",
    "/articles/{lost}",
    "/articles/no-such-article",
    "/citations/ris/{lost}",
    "/why/{there}?q=الميناء",
    "/api/v1/articles/{lost}",
    "/api/v1/articles/{there}",
    "/api/v1/suggest?q=المي",
    "/api/v1/explain?q=الميناء&id={there}",
    "/api/v1/stats?by=section",
)
#: What does not need the part that is lost.
WHOLE = ("/sitemap.xml", "/robots.txt", "/opensearch.xml", "/api/v1/analyze?text=الميناء",
         "/api/v1/articles/{there}?fields=id,title")  # fmt: skip


@pytest.fixture
def client(torn: Torn) -> FlaskClient:
    return create_app(lambda: torn.engine).test_client()


def at(address: str, torn: Torn) -> str:
    return address.format(there=torn.there, lost=torn.lost)


@pytest.mark.parametrize("address", SHOWN)
def test_a_page_says_that_something_is_missing(
    client: FlaskClient, torn: Torn, address: str
) -> None:
    path = at(address, torn)
    page = get(client, path, language="en" if path.startswith("/en") else "ar")
    (alert,) = (each for _, each in page.tags if each.get("role") == "alert")
    assert alert["class"] == "partial"
    kept = client.get(path).headers
    assert kept["Cache-Control"] == "no-store"
    assert "ETag" not in kept


@pytest.mark.parametrize("address", TOLD)
def test_a_program_is_told_that_something_is_missing(
    client: FlaskClient, torn: Torn, address: str
) -> None:
    answer = client.get(at(address, torn))
    assert answer.status_code == 200
    told = answer.get_json()
    assert [note["code"] for note in told["notes"]] == [notes.PARTIAL.code]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_less_is_found_and_no_value_is_said_to_be_nowhere(torn: Torn) -> None:
    results = torn.engine.search(Query())
    assert 0 < results.total < torn.total
    assert results.notes == (notes.NO_WORDS, notes.PARTIAL) or results.notes == (notes.PARTIAL,)
    nowhere = torn.engine.search(Query(chosen=(("source", "صحيفة أخرى"),)))
    assert [note.code for note in nowhere.notes][-1:] == ["partial"]
    assert "unknown_value" not in {note.code for note in nowhere.notes}


@pytest.mark.parametrize("address", REFUSED)
def test_what_would_pass_for_all_is_refused(
    client: FlaskClient, torn: Torn, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = client.get(at(address, torn))
    assert answer.status_code == 503
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert int(answer.headers["Retry-After"]) > 0
    shown = answer.get_data(as_text=True)
    words = answer.get_json()["error"]["code"] if answer.is_json else shown
    assert "engine_unreachable" in words or "لا تجيب" in words
    for node in torn.cluster.addresses:
        assert node not in shown
        assert node.rpartition(":")[2] not in shown
    assert_line(caplog.messages[-1])


@pytest.mark.parametrize("address", WHOLE)
def test_what_needs_no_other_part_is_given(client: FlaskClient, torn: Torn, address: str) -> None:
    answer = client.get(at(address, torn))
    assert answer.status_code == 200
    assert "ETag" in answer.headers


def test_on_the_command_line(torn: Torn, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = {
        "FIHRIS_ENGINE": torn.address,
        "FIHRIS_OPENSEARCH_HOSTS": " ".join(torn.options.hosts),
        "FIHRIS_OPENSEARCH_TIMEOUT": "240",
    }
    code, told, complaint = manage("search", "الميناء", settings=settings)
    assert (code, complaint) == (0, sentence(notes.PARTIAL, "ar") + "\n")
    assert "articles" in told
    with started("serve", "--port", "0", settings=settings) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == f"{torn.total} articles\n"
            assert process.stdout.readline().startswith("serving on http://127.0.0.1:")
        finally:
            process.terminate()
    assert process.returncode == 0
    code, _, complaint = manage("check", settings=settings)
    assert code == 1
    assert_line(complaint, "damaged: 1 of 3 parts", "start the nodes that are missing")
    other = f"whoosh:{tmp_path_factory.mktemp('other')}"
    code, _, complaint = manage("migrate", torn.address, other, settings=settings)
    assert code == 1
    assert_line(complaint, torn.address)
