"""Which articles answer a query, chosen by counting.

The rules are those of :mod:`search.engines.embedded.evaluator`. Those that have all words of the
query; where these are few, ranked together with those that lack some; where there are none,
whatever has any.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from search.engines.opensearch.filters import Filter, all_of, any_of, at_least, mask
from search.engines.opensearch.session import Inquiry
from search.language.syntax import Node, Phrase, Word, optional, parts_of, relaxed_words, scored
from search.ranking.bm25 import Ranking, idf, required_coverage
from search.results import Match

#: Shares of a query are compared with so much to spare: they are sums of rounded numbers.
_ROUNDING = 1e-6


def counted_for_choice(node: Node) -> list[Filter]:
    """The filters whose counts are looked at first."""
    parts = parts_of(node)
    plain = [mask(part) for part in parts if optional(part)]
    return [all_of(map(mask, parts)), *(plain if len(plain) > 1 else ())]


@dataclass(frozen=True, slots=True)
class Answer:
    """Which articles answer.

    Attributes:
        listed: they.
        any: whether there are any, and
        complete: whether some of them have all that is asked for.
        shares: of the plain words, each with the share of the score that it is.
        spare: words of quotes that are looked for one by one.
    """

    listed: Filter
    any: bool
    complete: bool
    shares: tuple[tuple[Filter, float], ...] = ()
    spare: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Chooses the articles that answer a query, by counting."""

    inquiry: Inquiry
    ranking: Ranking
    node: Node

    def answer(self, *, complete_only: bool = False) -> Answer:
        """The articles that answer.

        Args:
            complete_only: leave out what lacks a word, however few are left.
        """
        parts = parts_of(self.node)
        complete = all_of(map(mask, parts))
        number = self.inquiry.count(complete)
        spare = relaxed_words(parts) if not complete_only and not number else ()
        plain = [mask(word) for word in spare]
        plain += [mask(part) for part in parts if _optional(part, spare)]
        marked = [mask(part) for part in parts if not _optional(part, spare)]
        shares = self._shares(plain)
        if complete_only or len(plain) < 2 or number >= self.ranking.enough:
            listed, any_ = complete, number > 0
        else:
            listed, any_ = self._most(shares, marked, certain=number > 0)
        if not any_ and not complete_only:
            listed = self._last_resort(parts)
            any_, shares = self.inquiry.count(listed) > 0, []
        weighted = tuple((one, self.ranking.coverage * share) for one, share in shares)
        return Answer(listed, any_, number > 0, weighted, spare)

    def _shares(self, plain: Sequence[Filter]) -> list[tuple[Filter, float]]:
        """What share of the query each of its plain words is, by their rarity."""
        if len(plain) < 2:
            return [(one, 1.0) for one in plain]
        rarity = [idf(self.inquiry.size, count) for count in self.inquiry.counts(plain)]
        whole = max(sum(rarity), 1e-9)
        return [(one, weight / whole) for one, weight in zip(plain, rarity, strict=True)]

    def _most(
        self, shares: Sequence[tuple[Filter, float]], marked: Sequence[Filter], *, certain: bool
    ) -> tuple[Filter, bool]:
        """The articles with enough of the plain words, and where there are none, with any."""
        required = required_coverage(len(shares))
        most = all_of([*marked, _covering(shares, required - _ROUNDING)])
        if certain or self.inquiry.count(most):
            return most, True
        some = all_of([*marked, any_of(one for one, share in shares if share > 0)])
        return some, self.inquiry.count(some) > 0

    def _last_resort(self, parts: Sequence[Node]) -> Filter:
        """Where nothing has what the query marks either: any of its words, or their stems."""
        strict = [mask(part) for part in parts if not scored(part)]
        wished = [at_least(part, Match.STEM) for part in parts if scored(part)]
        return all_of([*strict, any_of(wished)])


def _optional(node: Node, spare: Sequence[Word]) -> bool:
    """Whether an article that lacks this part may be listed."""
    return optional(node) or (isinstance(node, Phrase) and bool(spare))


def _covering(shares: Sequence[tuple[Filter, float]], required: float) -> Filter:
    """The articles whose words make up such a share of the query.

    OpenSearch has no filter by weighted sums, so it is a score with a least value.
    """
    weighted = [{"constant_score": {"filter": one, "boost": share}} for one, share in shares]
    return {
        "function_score": {
            "query": {"bool": {"should": weighted, "minimum_should_match": 1}},
            "min_score": required,
        }
    }
