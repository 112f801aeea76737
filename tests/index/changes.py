"""Sequences of changes of an archive, what it holds after each, and the same archive built anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from hypothesis import strategies as st

from index.analysis import Evidence
from index.article import Article
from index.change_set import ChangeSet, names_of
from index.completions import Completions
from index.facts.near_duplicates.finder import CopyFinder
from index.facts.reading import read_facts
from index.indexing import compact
from index.ingestion import text_words
from index.intake import tasks_of_articles
from index.manifest import Manifest, Origin, now
from index.progress import Report, Watcher
from index.stores import Store
from index.stores.embedded.store import EmbeddedStore
from index.write_loop import write
from search.query import Query
from tests.index.stores.filling import fill
from tests.search.engines.random_archives import drawn_archive

_LONG = (
    "ارتفع سعر القمح في الأسواق العالمية اليوم بعد أن أعلنت دول عدة خفض إنتاجها بسبب الجفاف "
    "الذي ضرب الحقول هذا العام وأثر في المحاصيل كلها، وقال تجار إن المطاحن تبحث عن موردين آخرين "
    "قبل حلول الشتاء، وإن المخازن تكفي ثلاثة أشهر فقط"
)
#: Texts that are copies of each other, and one that is none.
_TEXTS = (_LONG, _LONG, f"{_LONG} والله أعلم", f"{_LONG[:200]} وافتتحت البلدية مكتبة في الحي")


def _pool() -> list[Article]:
    """Articles, of which some are versions of others and some copies."""
    found = []
    for seed in (1, 2):
        for number, article in enumerate(drawn_archive(seed, 14).articles):
            if number % 3 == 0:
                article = replace(article, body=_TEXTS[number // 3 % len(_TEXTS)])
            found.append(read_facts(article)[0])
    return found


POOL = _pool()

#: What archives are asked after each change.
QUERIES = (
    Query(size=100),
    Query("قمح", size=100),
    Query("سعر القمح", size=100, copies="together"),
    Query('"سعر القمح"', size=100),
    Query("ال*", size=100, sort="newest"),
    Query("قمح -سوق", size=100, sort="oldest"),
    Query("وزير أو مدرسة", size=100, words="all"),
    Query("عائلة:دارس", size=100),
    Query("ذكر:2015", size=100),
)


@dataclass(frozen=True)
class Step:
    """Something that is done to an archive.

    Attributes:
        kind: what.
        new: articles that come.
        gone: ids of those that go.
        segments: how many of one size may stand from here on.
    """

    kind: Literal["change", "compact", "rollback"]
    new: tuple[Article, ...] = field(default=(), repr=False)
    gone: tuple[str, ...] = ()
    segments: int = 10

    def __repr__(self) -> str:
        """Tell it in short."""
        return f"{self.kind}(+{[one.id for one in self.new]} -{list(self.gone)} {self.segments})"


def distinct(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Those of which none has a name of one before it."""
    kept, seen = [], set[str]()
    for article in articles:
        if not names_of(article) & seen:
            kept.append(article)
            seen |= names_of(article)
    return tuple(kept)


_ARTICLES = st.lists(st.sampled_from(POOL), max_size=4, unique_by=lambda one: one.id).map(distinct)
_GONE = st.lists(st.sampled_from([one.id for one in POOL]), max_size=3, unique=True).map(tuple)
_SEGMENTS = st.sampled_from((2, 3, 10))
_CHANGES = st.builds(Step, st.just("change"), _ARTICLES, _GONE, _SEGMENTS)
_OTHERS = st.sampled_from((Step("compact"), Step("rollback")))

#: The articles that an archive is built of, and what is done to it then.
SEQUENCES = st.tuples(
    st.lists(st.sampled_from(POOL), min_size=1, max_size=8, unique_by=lambda one: one.id).map(
        distinct
    ),
    st.lists(st.one_of(_CHANGES, _CHANGES, _CHANGES, _OTHERS), min_size=1, max_size=7),
)


@dataclass
class Expected:
    """What an archive is to hold, without any engine.

    Attributes:
        articles: in their order.
        before: of the publication before; ``None`` for none.
    """

    articles: list[Article]
    before: list[Article] | None = None

    def follow(self, step: Step) -> bool:
        """Do a step; whether it is one that can be done."""
        if step.kind == "rollback":
            if self.before is None:
                return False
            self.articles, self.before = self.before, self.articles
        elif step.kind == "compact":
            self.before = self.articles
        else:
            after = list(ChangeSet(step.new, step.gone).applied(self.articles))
            if step.new or len(after) != len(self.articles):
                self.articles, self.before = after, self.articles
        return True


def take(store: Store, step: Step) -> None:
    """Do a step."""
    if step.kind == "rollback":
        store.rollback()
    elif step.kind == "compact":
        compact(store, workers=1)
    else:
        changes = ChangeSet(step.new, step.gone)
        store.change(changes, lambda before: replace(before, changed=now()), lambda _: None, 1)


def build_anew(store: Store, articles: Sequence[Article]) -> None:
    """Build an archive of articles as every build does."""
    write(
        store,
        tasks_of_articles(articles),
        lambda _: Origin((), None, {}),
        Report(),
        Watcher(),
        workers=1,
    )


def build_by(
    folder: Path,
    articles: Sequence[Article],
    manifest: Manifest,
    evidence: Evidence,
    completions: Completions,
) -> str:
    """Build an archive of articles by what was frozen, with its own copies; its address."""
    with CopyFinder() as finder:
        for article in articles:
            finder.add(article, text_words(article))
        representatives = finder.freeze()
    store = EmbeddedStore(folder)
    with store.build() as build:
        fill(build, articles, representatives, evidence)
        build.complete(completions.without_titles())
        build.finish()
        build.publish(manifest)
    return f"whoosh:{folder}"


def after_each(start: Sequence[Article], steps: Sequence[Step]) -> Iterator[tuple[Step, Expected]]:
    """Yield the steps that can be done, each with what is to be held after it."""
    expected = Expected(list(start))
    for step in steps:
        if expected.follow(step):
            yield step, expected
