import pytest

from index.errors import AddressError
from index.stores.address import Address, parse_address, parse_host


@pytest.mark.parametrize(
    ("text", "host", "name"),
    [
        ("opensearch://node-1.example:9200/news", "node-1.example:9200", "news"),
        ("opensearch://localhost/news_2", "localhost:9200", "news_2"),
        ("opensearch://127.0.0.1:1/2024-news", "127.0.0.1:1", "2024-news"),
        ("opensearch://[::1]:9201/n", "[::1]:9201", "n"),
        ("opensearch://h/articlesandtables", "h:9200", "articlesandtables"),
    ],
)
def test_an_archive_in_a_cluster(text: str, host: str, name: str) -> None:
    address = parse_address(text)
    assert (address.scheme, address.host, address.name) == ("opensearch", host, name)
    assert parse_address(str(address)) == address


def test_a_folder() -> None:
    assert parse_address("whoosh:/srv/news") == Address("whoosh", "/srv/news")
    assert str(parse_address("whoosh:var/index")) == "whoosh:var/index"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("opensearch:news", "write it like opensearch://host:9200/name"),
        ("opensearch://host:9200", "write it like opensearch://host:9200/name"),
        ("opensearch:///news", "is no host"),
        ("opensearch://host:0/news", "is no host"),
        ("opensearch://host:99999/news", "is no host"),
        ("opensearch://host:port/news", "is no host"),
        ("opensearch://host/", "is no name of an archive"),
        ("opensearch://host/News", "is no name of an archive"),
        ("opensearch://host/-news", "is no name of an archive"),
        ("opensearch://host/_news", "is no name of an archive"),
        ("opensearch://host/أخبار", "is no name of an archive"),
        ("opensearch://host/a/b", "is no name of an archive"),
        ("opensearch://host/a*", "is no name of an archive"),
        ("opensearch://host/news-lock", "may be 'lock'"),
        ("opensearch://host/news-articles-2", "may be 'articles'"),
        ("opensearch://user:secret@host/news", "FIHRIS_OPENSEARCH_USER"),
        ("https://host:9200/news", "is no engine address"),
    ],
)
def test_what_is_no_address(text: str, told: str) -> None:
    with pytest.raises(AddressError, match=told) as raised:
        parse_address(text)
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "host"), [("a", "a:9200"), ("a.b:1", "a.b:1"), ("[::]", "[::]:9200")]
)
def test_hosts(text: str, host: str) -> None:
    assert parse_host(text) == host


@pytest.mark.parametrize("text", ["", "https://a", "a:b", "a b", "a/b", "::1"])
def test_what_is_no_host(text: str) -> None:
    with pytest.raises(AddressError, match="write it like host:9200"):
        parse_host(text)
