"""What OpenSearch answers otherwise than the embedded engine, on purpose."""

from itertools import product

from index.article import Article
from search.engines.embedded.as_written import MAX_PREFIX_WORDS
from search.query import Query
from search.searcher import open_archive
from tests.conftest import PARTED, build_at

LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهي"


def test_of_a_wide_prefix_every_word_is_found(opensearch_address: str) -> None:
    """The embedded engine cuts it, and tells so."""
    words = [f"قم{''.join(letters)}" for letters in product(LETTERS, repeat=3)]
    words = words[: MAX_PREFIX_WORDS + 2]
    articles = [
        Article(id="all but one", body=" ".join(words[:-1])),
        Article(id="the rarest", body=words[-1]),
        Article(id="none", body="شعير"),
    ]
    engine = open_archive(build_at(opensearch_address, articles, options=PARTED))
    results = engine.search(Query("قم*"))
    assert {hit.article.id for hit in results.hits} == {"all but one", "the rarest"}
    assert results.notes == ()
    engine.close()
