"""A score as a tree: what it is made of adds up to it, whatever query it is of."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Analyzer
from index.article import Article
from index.completions import Lexicon
from search.engines.opensearch import explanation
from search.engines.opensearch.score_tree import Best, Clause, Score, Sum, parts_of_score
from search.engines.opensearch.scoring import Scoring
from search.language.parser import parse
from search.language.syntax import parts_of
from search.ranking.bm25 import Ranking
from tests.search.engines.random_archives import texts

ANALYZER = Analyzer()
ARTICLE = Article(
    id="1", title="سعر القمح", deck="أسواق", body="ارتفع سعر القمح في السوق", datelines=("الرياض",)
)


def score_of(text: str) -> Score:
    node = parse(text, ANALYZER).node
    words = SimpleNamespace(beginning=lambda prefix: range(0), counts=np.empty(0, dtype=np.int64))
    scoring = Scoring(Ranking(), 10, lambda one: 3, cast("Lexicon", words), 2.2)
    return scoring.query(parts_of(node), node)


def things(score: Score) -> Iterator[Clause | Sum]:
    """What may match or not, as it is met from the top."""
    match score:
        case Clause():
            yield score
        case Sum(parts, within):
            if within is not None:
                yield score
            for part in parts:
                yield from things(part)
        case Best(parts):
            for _, part in parts:
                yield from things(part)


def evaluated(score: Score, given_: dict[int, float]) -> float:
    match score:
        case Clause():
            return given_[id(score)]
        case Sum(parts, within):
            if within is not None and not given_[id(score)]:
                return 0.0
            return sum(evaluated(part, given_) for part in parts)
        case Best(parts):
            return max((weight * evaluated(part, given_) for weight, part in parts), default=0.0)


@given(texts, st.data())
def test_the_parts_of_a_score_add_up_to_it(text: str, data: st.DataObject) -> None:
    score = score_of(text)
    values = st.sampled_from([0.0, 0.0, 0.5, 1.0, 3.0])
    given_ = {id(thing): data.draw(values) for thing in things(score)}
    parts = parts_of_score(score, lambda thing: given_[id(thing)])
    assert sum(value for _, value in parts) == pytest.approx(evaluated(score, given_))


@given(texts)
def test_every_part_of_a_score_can_be_told(text: str) -> None:
    for thing in things(score_of(text)):
        if isinstance(thing, Clause):
            told = explanation.part(thing, 1.0, ARTICLE, ANALYZER, Ranking())
            assert told.what
            assert told.frequency >= 0
