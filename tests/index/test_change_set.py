from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.change_set import ChangeSet, names_of

NAMES = st.sampled_from("abcdef")
ARTICLES = st.builds(lambda id, url: Article(id=id, url=url), NAMES, NAMES | st.just(""))


def distinct(articles: list[Article]) -> list[Article]:
    """Those of which none has a name of one before it, as an archive holds them."""
    kept: list[Article] = []
    seen: set[str] = set()
    for article in articles:
        if not names_of(article) & seen:
            kept.append(article)
            seen |= names_of(article)
    return kept


ARCHIVES = st.lists(ARTICLES).map(distinct)


def test_a_new_version_goes_by_id_or_url_and_stands_at_the_end() -> None:
    archive = [Article(id="1"), Article(id="2", url="u"), Article(id="3")]
    new = [Article(id="1", title="n1"), Article(id="new", url="u"), Article(id="4")]
    changes = ChangeSet(new)
    assert list(changes.applied(archive)) == [archive[2], *new]
    assert (changes.replaced, changes.removed) == (2, 0)


def test_one_that_meets_two_is_the_version_of_the_first() -> None:
    archive = [Article(id="1", url="u"), Article(id="2"), Article(id="3", url="v")]
    new = Article(id="1", url="v")
    changes = ChangeSet([new])
    assert list(changes.applied(archive)) == [archive[1], new]
    assert (changes.replaced, changes.removed) == (1, 1)


def test_articles_go_by_id_or_url() -> None:
    archive = [Article(id="1"), Article(id="2", url="u"), Article(id="3")]
    changes = ChangeSet(gone=["u", "3", "none"])
    assert list(changes.applied(archive)) == [archive[0]]
    assert (changes.removed, tuple(changes.missing)) == (2, ("none",))


@given(ARCHIVES, ARCHIVES, st.lists(NAMES))
def test_nobody_has_the_name_of_another_afterwards(
    archive: list[Article], new: list[Article], gone: list[str]
) -> None:
    changes = ChangeSet(new, gone)
    after = list(changes.applied(archive))
    assert after == distinct(after)
    assert [article for article in after if article in new] != [] or not new
    assert all(article in after for article in new)
    assert len(after) == len(archive) - changes.removed - changes.replaced + len(new)
    kept = [article for article in archive if not changes.concerns(article)]
    assert after == [*kept, *new]


@given(ARCHIVES, ARCHIVES)
def test_the_same_again_changes_nothing(archive: list[Article], new: list[Article]) -> None:
    once = list(ChangeSet(new).applied(archive))
    assert list(ChangeSet(new).applied(once)) == once
