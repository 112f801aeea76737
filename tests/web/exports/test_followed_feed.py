"""A query's feed as it is followed while articles come into the archive."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.feeds.kept_articles import KeptArticles
from index.feeds.publishing import publish
from index.indexing import compact, reindex
from index.limits import DEFAULTS
from index.stores import open_store
from index.stores.embedded.options import FolderOptions
from index.updates import delete
from search.searcher import open_archive
from tests.patience import PATIENT
from tests.web.exports.test_atom import feed
from web import create_app
from web.exports import atom

_FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)


def news(numbers: Sequence[int]) -> list[Article]:
    """Articles of their own words, each published an hour after the one before."""
    return [
        Article(
            id=f"n{number}",
            url=f"https://paper.example/{number}",
            title=f"خبر القمح {number} " + " ".join(_words(number, 4)),
            body=" ".join(_words(number, 60)),
            published=_FIRST_DAY + timedelta(hours=number),
        )
        for number in numbers
    ]


def _words(seed: int, count: int) -> list[str]:
    letters = "بتثجحخدذرزسشصضطظعغفقكلمنه"
    drawn = random.Random(str(seed))  # of -1 and 1 it would make the same words, which are copies
    return ["".join(drawn.choices(letters, k=5)) for _ in range(count)]


class Served:
    """An archive that articles are put into while it is served."""

    def __init__(self, folder: Path, options: FolderOptions | None = None) -> None:
        self.store = open_store(f"whoosh:{folder}/index", in_folder=options or FolderOptions())
        self.kept = KeptArticles(folder / "kept")
        self.engine = open_archive(f"whoosh:{folder}/index")
        self.client = create_app(lambda: self.engine, limits=PATIENT).test_client()

    def put(self, found: Sequence[Article]) -> None:
        self.kept.put(found, {}, 0)
        publish(self.store, found, self.kept.folder, DEFAULTS, 1)

    def close(self) -> None:
        self.engine.close()

    def pages(self, path: str) -> Iterator[Any]:
        """Follow a feed from page to page."""
        while path:
            found = feed(self.client, path)
            yield found
            links = {link.rel: link.href for link in found.feed.links}
            path = links.get("next", "").removeprefix("http://localhost")


@dataclass
class Reader:
    """A reader of feeds: it goes on as long as a page has an entry that is new or reads otherwise.

    Attributes:
        known: the titles of the entries that it has, by their ids.
    """

    known: dict[str, str] = field(default_factory=dict)

    def poll(self, served: Served) -> int:
        """Look for what is new; return how many entries it did not know."""
        before = len(self.known)
        for page in served.pages("/feed.atom?q=القمح"):
            found = {entry.id: entry.title for entry in page.entries}
            if found.items() <= self.known.items():
                break
            self.known |= found
        return len(self.known) - before


def test_a_reader_gets_each_new_article_once(tmp_path: Path) -> None:
    served = Served(tmp_path)
    reader = Reader()
    come = 0
    # Fewer than a page, more than a page, one that is dated before all others, and none.
    for batch in (range(30), range(30, 34), range(40, 260), (-5000,), ()):
        if batch:
            served.put(news(batch))
        come += len(batch)
        assert reader.poll(served) == len(batch)
    assert len(reader.known) == come
    everything = [one.id for page in served.pages("/feed.atom?q=القمح") for one in page.entries]
    assert len(everything) == len(set(everything)) == come
    served.close()


def test_an_archive_that_is_built_anew_of_its_sources_floods_no_reader(tmp_path: Path) -> None:
    """Nobody knows then what arrived when: what is newest stands first, as in any such archive."""
    served = Served(tmp_path)
    served.put(news(range(120)))
    served.put(news([-5000]))
    first = next(iter(served.pages("/feed.atom?q=القمح")))
    assert "خبر القمح -5000" in first.entries[0].title
    reindex(served.store, [served.kept.folder], workers=1)
    first = next(iter(served.pages("/feed.atom?q=القمح")))
    assert [entry.title.split()[2] for entry in first.entries] == [
        str(number) for number in range(119, 19, -1)
    ]
    served.close()


_STEPS: st.SearchStrategy[tuple[str, list[int]]] = st.one_of(
    st.tuples(st.just("put"), st.lists(st.integers(-40, 40), min_size=1, max_size=9, unique=True)),
    st.tuples(st.just("undated"), st.lists(st.integers(41, 50), min_size=1, max_size=3)),
    st.tuples(st.just("delete"), st.lists(st.integers(-40, 40), min_size=1, max_size=3)),
    st.tuples(st.just("correct"), st.lists(st.integers(-40, 40), min_size=1, max_size=3)),
    st.tuples(st.sampled_from(["compact", "poll", "poll"]), st.just([])),
)


@hypothesis.settings(max_examples=12)
@given(st.lists(_STEPS, min_size=1, max_size=8))
def test_in_whatever_order_articles_come_a_reader_gets_each_once(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, list[int]]]
) -> None:
    """Whatever their days are, and whatever is changed, deleted, merged and compacted meanwhile."""
    served = Served(tmp_path_factory.mktemp("served"), FolderOptions(segments=2))
    reader = Reader()
    there: dict[int, Article] = {}
    due: set[int] = set()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(atom, "ENTRIES", 5)
        served.put([Article(id="o", title="القمح")])
        reader.poll(served)
        for version, (kind, numbers) in enumerate([*steps, ("poll", list[int]())]):
            if kind == "poll":
                assert reader.poll(served) == len(due)
                due.clear()
            elif kind == "compact":
                compact(served.store, workers=1)
            elif kind == "delete":
                gone = [number for number in dict.fromkeys(numbers) if number in there]
                delete(served.store, [there.pop(number).id for number in gone], workers=1)
                due -= set(gone)
            else:
                wanted = [n for n in dict.fromkeys(numbers) if (n in there) == (kind == "correct")]
                changed = {article.id: article for article in news(wanted)}
                found = [changed[f"n{number}"] for number in wanted]
                if kind == "undated":
                    found = [replace(article, published=None) for article in found]
                if kind == "correct":
                    found = [replace(one, title=f"{one.title} {version}") for one in found]
                else:
                    # An article that was deleted and comes again is none that a reader lacks.
                    due |= {
                        n for n in wanted if atom.entry_id(changed[f"n{n}"]) not in reader.known
                    }
                there |= dict(zip(wanted, found, strict=True))
                if found:
                    served.put(found)
    served.close()


def test_pages_are_of_one_feed_and_nothing_shifts_them(tmp_path: Path) -> None:
    served = Served(tmp_path)
    served.put(news(range(150)))
    first = feed(served.client, "/feed.atom?q=القمح")
    links = {link.rel: link.href for link in first.feed.links}
    assert "first" not in links
    served.put(news(range(200, 230)))
    second = feed(served.client, links["next"].removeprefix("http://localhost"))
    own = {link.rel: link.href for link in second.feed.links}
    assert (own["first"], own["self"], second.feed.id) == (
        first.feed.id,
        links["next"],
        first.feed.id,
    )
    assert "next" not in own
    assert "after" not in own["alternate"]
    titles = [entry.title.split()[2] for entry in (*first.entries, *second.entries)]
    assert titles == [str(number) for number in reversed(range(150))]
    served.close()


def test_the_tag_of_a_feed_changes_with_what_it_holds_and_only_then(tmp_path: Path) -> None:
    served = Served(tmp_path)
    served.put(news(range(5)))
    tags = []
    for batch in (
        [Article(id="o", title="أمطار على الساحل", body="هطلت أمطار غزيرة على المدينة.")],
        news([5]),
    ):
        tag = served.client.get("/feed.atom?q=القمح").headers["ETag"]
        asked = {"If-None-Match": tag}
        assert served.client.get("/feed.atom?q=القمح", headers=asked).status_code == 304
        served.put(batch)
        again = served.client.get("/feed.atom?q=القمح", headers=asked)
        tags.append((again.status_code, again.headers["ETag"] == tag))
        # Two languages and two queries are told apart.
        assert served.client.get("/en/feed.atom?q=القمح", headers=asked).status_code == 200
    assert tags == [(304, True), (200, False)]
    served.close()
