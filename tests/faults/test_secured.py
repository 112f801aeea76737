"""Everything that is done with an archive, on a node that asks who is there."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from search.searcher import open_archive
from settings import read
from tests.cluster.asking import ask
from tests.faults.asking import assert_line, counts, manage, name_of
from tests.faults.generated import QUERIES, articles, written
from tests.opensearch import SecureNode, fresh_archive

_PREFIX = "FIHRIS_OPENSEARCH_"


@pytest.fixture
def address(secure_node: SecureNode) -> Iterator[str]:
    with fresh_archive([secure_node.address], secure_node.access) as address:
        yield address


def by_password(node: SecureNode) -> dict[str, str]:
    return {**_tls(node), _PREFIX + "USER": node.user, _PREFIX + "PASSWORD": node.password}


def by_certificate(node: SecureNode) -> dict[str, str]:
    papers = node.papers
    return {
        **_tls(node),
        _PREFIX + "CERTIFICATE": str(papers.client),
        _PREFIX + "KEY": str(papers.client_key),
    }


def _tls(node: SecureNode) -> dict[str, str]:
    return {_PREFIX + "TLS": "on", _PREFIX + "CA": str(node.papers.authority)}


def done(*arguments: str, settings: Mapping[str, str]) -> str:
    """What a command printed that must go well."""
    code, told, complaint = manage(*arguments, settings=settings)
    assert code == 0, complaint
    assert "Warning" not in complaint
    return told


@pytest.mark.parametrize("access", [by_password, by_certificate])
def test_an_archive_is_made_searched_changed_and_moved(
    secure_node: SecureNode, address: str, tmp_path: Path, access: object
) -> None:
    assert callable(access)
    settings = {**access(secure_node), "FIHRIS_ENGINE": address}
    made = articles(60)
    first = written(tmp_path / "first.jsonl", made[:50])
    more = written(tmp_path / "more.jsonl", made[45:])
    assert done("reindex", str(first), settings=settings).startswith("indexed 50 articles")
    assert done("update", str(more), settings=settings).startswith(
        "added 10, replaced 0, unchanged 5"
    )
    assert done("delete", "report-0", settings=settings).startswith("deleted 1 article,")
    found = json.loads(done("search", "الميناء", "--json", settings=settings))
    assert found["total"] > 0
    assert "whole: 59 articles" in done("check", settings=settings)
    whoosh = f"whoosh:{tmp_path / 'moved'}"
    assert done("migrate", address, whoosh, settings=settings).startswith("migrated 59 articles")
    back = f"{address}-back"
    assert done("migrate", whoosh, back, settings=settings).startswith("migrated 59 articles")
    options = read(settings).cluster
    # Built of the same articles: the same evidence, whatever was changed before.
    assert counts(open_archive(back, options), QUERIES) == counts(open_archive(whoosh), QUERIES)


def test_a_reader_reads_and_writes_nothing(
    secure_node: SecureNode, address: str, tmp_path: Path
) -> None:
    source = written(tmp_path / "town.jsonl", articles(10))
    owner = {**by_password(secure_node), "FIHRIS_ENGINE": address}
    done("reindex", str(source), settings=owner)
    names = {"USER": secure_node.reader, "PASSWORD": secure_node.reader_password}
    reader = {**owner, **{_PREFIX + name: text for name, text in names.items()}}
    assert "articles" in done("search", "القمح", settings=reader)
    done("check", settings=reader)
    name = name_of(address)
    before = ask(secure_node.address, f"/_alias/{name}", access=secure_node.access)
    more = written(tmp_path / "more.jsonl", articles(11))
    for command in (("reindex", str(source)), ("update", str(more)), ("delete", "report-1")):
        code, told, complaint = manage(*command, settings=reader)
        assert (code, told) == (1, "")
        assert_line(complaint, "Error: ", "has no right to do this", "FIHRIS_OPENSEARCH_USER")
        assert secure_node.reader_password not in complaint
    assert ask(secure_node.address, f"/_alias/{name}", access=secure_node.access) == before
