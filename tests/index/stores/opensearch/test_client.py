"""The way to a cluster, without one: where it is, what may be there, and its certificates."""

import socket

import pytest

from index.errors import EngineTooOld, EngineUnreachable, EngineUntrusted
from index.stores import ClusterOptions, open_store
from index.stores.address import parse_address
from index.stores.opensearch.client import must_be_supported, place

WHERE = "opensearch://a:9200/news"


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ({"number": "2.3.0", "distribution": "opensearch"}, "OpenSearch 2.3.0; run 2.4 or newer"),
        ({"number": "1.3.20", "distribution": "opensearch"}, "1.3.20"),
        ({"number": "8.15.0", "build_flavor": "default"}, "is no OpenSearch .*8.15.0"),
        ({"number": "new", "distribution": "opensearch"}, "OpenSearch new"),
        (None, "is no OpenSearch .*unknown"),
    ],
)
def test_servers_that_are_not_supported(version: dict[str, str] | None, told: str) -> None:
    with pytest.raises(EngineTooOld, match=told):
        must_be_supported({"version": version}, WHERE)


@pytest.mark.parametrize("number", ["2.4.0", "2.19.4", "3.0.0", "10.1.0-SNAPSHOT"])
def test_servers_that_are(number: str) -> None:
    must_be_supported({"version": {"number": number, "distribution": "opensearch"}}, WHERE)


def test_all_hosts_are_named() -> None:
    options = ClusterOptions(hosts=("b:9200", "a:9200"))
    assert place(parse_address(WHERE), options) == f"{WHERE} (and b:9200)"


def test_where_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but it does not listen
        host = f"127.0.0.1:{taken.getsockname()[1]}"
        store = open_store(f"opensearch://{host}/news", ClusterOptions(hosts=(host,)))
        for ask in (store.manifest, store.check, lambda: next(store.articles())):
            with pytest.raises(EngineUnreachable, match=f"{host}.*no host answers"):
                ask()


@pytest.mark.parametrize("option", ["ca", "certificate"])
def test_files_of_certificates_that_are_none(option: str) -> None:
    options = ClusterOptions(tls=True, **{option: __file__})  # type: ignore[arg-type]
    with pytest.raises(EngineUntrusted, match=f"FIHRIS_OPENSEARCH_{option.upper()}="):
        open_store(WHERE, options)


def test_a_password_is_not_in_the_options_as_they_are_printed() -> None:
    assert "secret" not in repr(ClusterOptions(user="u", password="secret"))
