"""A query understood: what is searched for, which articles answer it, and how they are ordered."""

from dataclasses import dataclass

from search.conditions import NOTHING, Condition, all_of, any_of, having, published
from search.language.syntax import Node, Word, parts_of, scored, written
from search.query import Query
from search.ranking.feedback import NO_FEEDBACK, Feedback
from search.results import Match, Note, RelatedWord
from search.words.interpretation import Interpretation

#: The facet of the agencies that an article credits.
CREDITED = "agency"


@dataclass(frozen=True, slots=True)
class Plan:
    """What an engine needs to know of a query to list, rank and count its articles.

    Attributes:
        query: as it was asked, with the order that it is answered in; filters, page, facets.
        read: its text, as it was read.
        node: its syntax tree.
        matched: what holds of the articles that the words of the query list.
        shares: the plain words, each with its share of the query; see ``matching.Matched``.
        relaxed: words of phrases that are looked for one by one and add to the score.
        agency: whose name the query is, where some article credits it; else ``None``.
        found: whether any article answers, filters left aside.
        has_date_range: whether dates among the words were read as a period of publication.
        expansions: the other spellings that were searched for and are in the archive.
        related: other words of the archive for those of the query, searched for or not.
        feedback: words of the first hits, and those that the archive relates to the query; they add
            to the scores of what is listed.
        notes: what the reader is to be told of how the query was read.
    """

    query: Query
    read: Interpretation
    node: Node
    matched: Condition
    shares: tuple[tuple[Condition, float], ...] = ()
    relaxed: tuple[Word, ...] = ()
    agency: str | None = None
    found: bool = True
    has_date_range: bool = False
    expansions: tuple[str, ...] = ()
    related: tuple[RelatedWord, ...] = ()
    notes: tuple[Note, ...] = ()
    feedback: Feedback = NO_FEEDBACK

    @property
    def collapses(self) -> bool:
        """Whether one hit stands for all copies of a text."""
        return self.query.copies == "folded"

    @property
    def credited(self) -> Condition:
        """What holds of the articles that credit the agency whose name the query is."""
        return having(CREDITED, (self.agency,)) if self.agency else NOTHING

    @property
    def listed(self) -> Condition:
        """What holds of the articles that answer, filters left aside."""
        return any_of([self.matched, self.credited])

    @property
    def in_range(self) -> Condition:
        """What holds of the articles that answer, between the query's first and last day."""
        return all_of([self.listed, published(self.query)])

    def scored_parts(self) -> tuple[Node, ...]:
        """Return the parts of the query that ask for words; an article may lack some."""
        return tuple(part for part in parts_of(self.node) if scored(part))

    def strict_parts(self) -> tuple[Node, ...]:
        """Return the parts that ask for no words; what is listed has them all."""
        return tuple(part for part in parts_of(self.node) if not scored(part))


@dataclass(frozen=True, slots=True)
class Closeness:
    """How closely one article matches a query.

    Attributes:
        parts: for each of ``Plan.scored_parts`` how closely it matches.
        credited: whether it credits the agency whose name the query is.
        strict: whether the parts of the query that ask for no words hold of it.
        related: the related words that it has in the place of a part, as they are written.
    """

    parts: tuple[Match, ...]
    credited: bool = False
    strict: bool = True
    related: tuple[str, ...] = ()

    @property
    def match(self) -> Match:
        """How closely it matches the query in its least close part."""
        least = min(self.parts, default=Match.EXACT) if self.strict else Match.NONE
        return max(least, Match.SPELLING) if self.credited else least

    def missing(self, plan: Plan) -> tuple[str, ...]:
        """Return the words of the query that the article lacks, as they were typed."""
        if self.credited or min(self.parts, default=Match.EXACT) > Match.STEM:
            return ()
        parts = zip(plan.scored_parts(), self.parts, strict=True)
        return tuple(written(part) for part, match in parts if match <= Match.STEM)
