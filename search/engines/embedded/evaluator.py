"""Evaluates the parts of a query over one snapshot: which articles match, how closely, how well.

Every node of a syntax tree becomes dense arrays over all articles; joining nodes is array
arithmetic. What a word or a pair of words adds to a score comes from
:mod:`search.engines.embedded.scorers`, prefixes and phrases from
:mod:`search.engines.embedded.as_written`. The formulas and the reading of postings stand elsewhere.
"""

import numpy as np

from index.analysis import LEVELS
from index.facets import FACET_BY_NAME, NO_VALUE, one_line
from search import notes
from search.engines.embedded import as_written
from search.engines.embedded.columns import Mask, added_up
from search.engines.embedded.findings import Findings
from search.engines.embedded.found import Evaluated, Found, any_part, every_part, exactly
from search.engines.embedded.scorers import Scorer
from search.language.syntax import (
    All,
    Any,
    Everything,
    Expanded,
    Expression,
    Node,
    Not,
    Period,
    Phrase,
    Prefix,
    Value,
    Visible,
    Word,
)
from search.ranking.feedback import Feedback
from search.ranking.matching import spelling_weight
from search.results import Match, Note

# Memory for the dense arrays of one session, in bytes: a query of 64 words has all of them kept
# over 100,000 articles. What makes room is made again from what is kept without the articles that
# it did not find.
_MEMORY_A_SESSION = 32 << 20


class Evaluator:
    """Evaluates nodes for one session; ``notes`` collects what a reader is to know."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._snapshot = scorer.snapshot
        self._ranking = scorer.ranking
        self._evaluated = Findings(_MEMORY_A_SESSION)
        self.notes: list[Note] = []

    def evaluate(self, node: Node) -> Evaluated:
        """Return the articles that match a node; a node that stands twice is evaluated once.

        Raises:
            TimeExceeded: they are not found until the scorer's deadline.
        """
        self._scorer.deadline.check()
        return self._evaluated.cached(node, lambda: self._evaluate(node))

    def feedback(self, feedback: Feedback) -> Found:
        """Return what added words give to the scores of the articles that have them."""
        return self._scorer.findings.cached(feedback, lambda: self._feedback(feedback))

    def _feedback(self, feedback: Feedback) -> Found:
        weighted = [
            (term.articles, term.scores * np.float32(weight))
            for word, weight, _ in feedback.words
            for term in self._scorer.word(word)
        ]
        articles, scores = added_up(weighted, self._snapshot.size)
        closest = np.full(len(articles), Match.NONE, dtype=np.int8)
        return Found(articles.astype(np.int32), closest, scores.astype(np.float32))

    def _evaluate(self, node: Node) -> Evaluated:
        match node:
            case Word() | Prefix() | Phrase() | Expression():
                held = self._scorer.findings.cached(node, lambda: self._found(node))
                if isinstance(node, Prefix) and as_written.is_too_wide(node, self._scorer):
                    most = as_written.words_of_prefix(node)
                    self.notes.append(notes.prefix_too_wide(node.exact, most))
                return held.among(self._snapshot.size)
            case Expanded():
                return self._best_of(node)
            case All(parts):
                found = every_part(map(self.evaluate, parts))
                return Evaluated(found.closest, np.where(found.mask, found.scores, np.float32(0)))
            case Any(parts):
                return any_part(map(self.evaluate, parts))
            case _:
                mask = self._filter(node)
                return Evaluated(exactly(mask), np.zeros(self._snapshot.size, dtype=np.float32))

    def _found(self, node: Visible) -> Found:
        match node:
            case Word():
                return self._word(node)
            case Prefix():
                return as_written.prefix(node, self._scorer)
            case Phrase():
                return as_written.phrase(node, self._scorer)
            case Expression():
                return as_written.expression(node, self._scorer)

    def _filter(self, node: Not | Value | Period | Everything) -> Mask:
        """The articles that a part lets through which asks for no words."""
        match node:
            case Not(part):
                return ~self.evaluate(part).mask
            case Value(facet, text, values):
                return self._snapshot.facets[facet].having(values or self._values(facet, text))
            case Period(first, last, "published"):
                return self._snapshot.dates.between(first, last)
            case Period(first, last):
                return self._snapshot.spans.within(first, last)
            case Everything():
                return np.ones(self._snapshot.size, dtype=bool)

    def _values(self, facet: str, text: str) -> list[str]:
        """The values of a facet that a query's text means: an agency by any of its names."""
        text = one_line(text)
        canonical = FACET_BY_NAME[facet].canonical(text)
        same = [text, *self._snapshot.facets[facet].spelled(text)]
        return [
            value for value in ([canonical] if canonical != text else same) if value != NO_VALUE
        ]

    def _word(self, word: Word) -> Found:
        asked_alone = len(word.levels) < len(LEVELS)
        size = self._snapshot.size
        terms = list(self._scorer.word(word))
        articles, scores = added_up(((term.articles, term.scores) for term in terms), size)
        closest = np.zeros(size, dtype=np.int8)
        # The closest level comes last and stays.
        for term in reversed(terms):
            match = Match.of_level(term.level)
            closest[term.articles] = max(match, Match.WIDE) if asked_alone else match
        return Found(articles.astype(np.int32), closest[articles], scores)

    def _best_of(self, node: Expanded) -> Evaluated:
        """The best of what was typed and, with less weight, of other spellings and words."""
        best = self.evaluate(node.typed)
        closest, scores = best.closest, best.scores
        for _, other in node.others:
            found = self.evaluate(other)
            closest = np.maximum(closest, np.where(found.mask, np.int8(Match.SPELLING), np.int8(0)))
            weight = spelling_weight(self._ranking, node.typed, other)
            scores = np.maximum(scores, weight * found.scores)
        for one in node.related:
            found = self.evaluate(one.node)
            closest = np.maximum(closest, np.where(found.mask, np.int8(Match.RELATED), np.int8(0)))
            scores = np.maximum(scores, self._ranking.of_related(one.share) * found.scores)
        return Evaluated(closest, scores.astype(np.float32))
