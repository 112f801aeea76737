"""What is listed, how closely it matches and how it scores, as docs/ranking.md tells it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from index.analysis import Analyzer
from index.article import Article
from index.facts.reading import read_facts
from search.language.parser import parse
from search.language.syntax import scored
from search.query import MAX_SIZE, Query, Spellings, Words
from search.searcher import Searcher, open_archive
from tests.conftest import build, evidence_of
from tests.search.engines.random_archives import TYPED, WORDS, drawn_archive
from tests.search.ranking.reference import LEAD_WORDS, Archive, Listed, Reference

SEEDS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Case:
    """One archive, as the engine has it and as the reference has it."""

    engine: Searcher
    analyzer: Analyzer
    archive: Archive
    ids: list[str]


def articles_of(seed: int) -> list[Article]:
    """An archive some of whose texts are longer than a lead."""
    articles = drawn_archive(seed).articles
    bodies = [article.body for article in articles]
    return [
        replace(article, body=" ".join(bodies[number : number + 1 + number % 5]))
        for number, article in enumerate(articles)
    ]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, Case]]:
    made = {}
    for seed in SEEDS:
        articles = articles_of(seed)
        kept = [read_facts(article)[0] for article in articles]
        analyzer = Analyzer(evidence_of(kept))
        address = build(tmp_path_factory.mktemp("drawn") / "index", articles)
        archive = Archive(kept, analyzer)
        ids = [article.id for article in kept]
        made[seed] = Case(open_archive(address), analyzer, archive, ids)
    yield made
    for case in made.values():
        case.engine.close()


WORD = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(TYPED))
QUOTED = st.lists(WORD, min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"')
PREFIX = st.sampled_from(["ق*", "الم*", "ال*", "س*", "مد*", "غغ*", "عنوان:ال*"])
BEFORE = st.sampled_from(
    ["", "", "", "", "عنوان:", "نص:", "صورة:", "=", "صيغ:", "عائلة:", "جذع:", "نص:جذع:", "-"]
)
OPERAND = st.one_of(
    st.tuples(BEFORE, WORD).map("".join), st.tuples(BEFORE, WORD).map("".join), QUOTED, PREFIX
)
MARKED = st.recursive(
    OPERAND,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(" OR ".join),
        inner.map(lambda text: f"({text})"),
        inner.map(lambda text: f"-({text})"),
    ),
    max_leaves=6,
)
PLAIN = st.lists(WORD, min_size=1, max_size=7).map(" ".join)


def expected(case: Case, text: str, spellings: Spellings, words: Words) -> Listed | None:
    """What the document says; nothing where the text names an agency or asks for no words."""
    parsed = parse(text, case.analyzer, expand=spellings == "all")
    if parsed.agency or not scored(parsed.node):
        return None
    return Reference(case.archive, parsed.node).listed(complete_only=words == "all")


@pytest.mark.slow
@given(st.sampled_from(SEEDS), st.one_of(PLAIN, MARKED),
       st.sampled_from(["all", "typed"]), st.sampled_from(["most", "most", "all"]))  # fmt: skip
@settings(max_examples=200)
def test_the_engine_ranks_as_the_document_says(
    cases: dict[int, Case], seed: int, text: str, spellings: Spellings, words: Words
) -> None:
    case = cases[seed]
    query = Query(
        text,
        spellings=spellings,
        words=words,
        related="no",
        copies="together",
        size=MAX_SIZE,
    )
    results = case.engine.search(query)
    assume(not results.readings)
    right = expected(case, text, spellings, words)
    assume(right is not None and not right.doubtful)
    assert right is not None
    event("nothing" if not right.scores else "complete" if min(right.closest.values()) > 1
          else "relaxed")  # fmt: skip
    numbers = [case.ids.index(hit.article.id) for hit in results.hits]
    assert set(numbers) == right.scores.keys(), "which articles are listed"
    for number, hit in zip(numbers, results.hits, strict=True):
        assert hit.score == pytest.approx(right.scores[number], rel=1e-3, abs=1e-3), "score"
        assert hit.match == right.closest[number], "how closely it matches"
        assert hit.missing == right.missing[number], "what it lacks"
    scores = [hit.score for hit in results.hits]
    assert scores == sorted(scores, reverse=True)


def test_the_archives_are_worth_asking(cases: dict[int, Case]) -> None:
    """There are texts longer than a lead, and every step of the list is taken."""
    for case in cases.values():
        assert max(case.archive.lengths["body"].values()) > 2 * LEAD_WORDS
        assert min(case.archive.lengths["body"].values()) < LEAD_WORDS
    case = cases[1]
    for text, lacking in (("سوق القمح", False), ("سوق زرافة مدارس الوزير", True)):
        found = expected(case, text, "all", "most")
        assert found is not None
        assert found.scores
        assert all(found.missing.values()) is lacking
