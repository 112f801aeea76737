"""What a search gives back: hits, facets and what the reader should be told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Literal

from index.analysis import Level
from index.article import Article, NameMention
from search.query import Query

#: What articles over time are counted by.
Unit = Literal["year", "month", "day"]
#: The periods of a comparison, which may be those of the Hijri calendar.
PeriodUnit = Literal["year", "month", "day", "hijri_month"]
HIJRI_MONTH: Literal["hijri_month"] = "hijri_month"


class Match(IntEnum):
    """How closely an article matches a word, or a query in its least close word."""

    NONE = 0
    STEM = 1
    RELATED = 2
    WIDE = 3
    SPELLING = 4
    LIGHT = 5
    EXACT = 6

    @classmethod
    def of_level(cls, level: Level) -> "Match":
        """Return the match on a level of analysis."""
        return cls[level.upper()]

    @property
    def code(self) -> str:
        """Stable word for programs; ``some`` where a word of the query is missing."""
        return "some" if self <= Match.STEM else self.name.lower()


#: What a sentence of a note has in it: text, a number, a day, or values behind their facets.
Argument = str | int | date | tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on how the query was read, for the reader of the results.

    Attributes:
        code: stable word for programs; readers are shown a sentence for it.
        arguments: what that sentence has in it, each behind its name.
    """

    code: str
    arguments: tuple[tuple[str, Argument], ...] = ()


#: Who relates words: people, in groups, or the archive, by where they stand.
Source = Literal["group", "archive"]


@dataclass(frozen=True, slots=True)
class RelatedWord:
    """Words that may stand in the archive for some of a query.

    Attributes:
        typed: the words of the query.
        word: the others.
        count: how many articles have these.
        added: the query that looks for either, and
        instead: the one that looks for the others alone; of both the text.
        source: ``group`` where people say that they mean the same, ``archive`` where the articles
            have them in like places; only the first are looked for.
    """

    typed: str
    word: str
    count: int
    added: str
    instead: str
    source: Source = "group"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of original text.

    Attributes:
        text: as printed.
        marked: whether it is a word that the query matched.
        mention: of a person or an organisation that it belongs to; told of whole articles alone.
    """

    text: str
    marked: bool = False
    mention: NameMention | None = None


#: Text cut into fragments; joined, they are the text (or the snippet) again.
Highlighted = tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One article of a page of results.

    Attributes:
        title: the whole headline with the matched words marked.
        snippet: the stretches of text that answer the query best, cut at word edges, ``…``
            where something was left out.
        match: how closely it matches the query in its least close word.
        missing: the words of the query that it lacks, as they were typed.
        related: the related words that it has in the place of words of the query.
        copies: how many other copies of its text the result holds, and
        copied_by: the papers that they are from, by the values of the facet ``source``.
    """

    article: Article
    score: float
    title: Highlighted
    snippet: Highlighted
    match: Match = Match.EXACT
    missing: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    copies: int = 0
    copied_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet.

    Attributes:
        value: what goes into a query to select it; :data:`search.query.NO_VALUE` stands for
            the articles that have none.
        label: what a reader sees; for dates the same as ``value`` (the web page names months).
        count: what the query gives with this value alone chosen in the facet.
        selected: whether the query selects it.
        children: finer values below an open one (the months of a year, the days of a month).
        excluded: whether the query leaves it out; ``count`` is then what it would have if the
            query left out nothing in this facet.
    """

    value: str
    label: str
    count: int
    selected: bool = False
    children: Sequence["FacetValue"] = ()
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class FacetPage:
    """Some values of one facet, of every depth of its tree, the most frequent first.

    Attributes:
        name: of the facet.
        total: how many such values there are over all pages.
        values: those of this page, without children.
        notes: how the query was read.
    """

    name: str
    total: int
    values: tuple[FacetValue, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """How many articles were published in a period, both of its days included."""

    first: date
    last: date
    count: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Articles over time: a bar for every period between the first and the last, empty or not.

    Attributes:
        before: articles of days that lie far before all bars, and
        after: of such that lie far behind; see :mod:`search.facets.reach`.
    """

    unit: Unit
    bars: tuple[Bar, ...]
    before: int = 0
    after: int = 0

    @property
    def spans(self) -> tuple[tuple[date, date], ...]:
        """The first and the last day of each bar."""
        return tuple((bar.first, bar.last) for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Series:
    """The articles of one value over the periods of a comparison.

    Attributes:
        value: of the facet that is compared by; empty for all articles together.
        label: what a reader sees; empty for all articles together.
        total: how many articles, those without a date among them.
        counts: one for each period.
    """

    value: str
    label: str
    total: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Articles over time, in all and for several values of one facet.

    Attributes:
        by: the name of the facet.
        unit: of the periods.
        periods: their first and last days, without gaps; none where nothing has a date.
        whole: all articles, the choice in this facet left aside.
        series: those of each value.
        others: those that have only other values of the facet.
        without: how many have no value of it.
        facets: the names of all facets that any of the articles has a value of.
        before: how many of all articles lie far before the periods, and
        after: how many far behind.
    """

    by: str
    unit: PeriodUnit
    periods: tuple[tuple[date, date], ...]
    whole: Series
    series: tuple[Series, ...]
    others: Series
    without: int
    facets: tuple[str, ...]
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a reader may mean who has typed the beginning of something.

    Attributes:
        kind: what it is.
        text: what the reader sees, and types by choosing it.
        value: of a facet; for a title the id of the article.
        count: of the value of a facet: how many articles have it; else 0, not counted.
    """

    kind: str
    text: str
    value: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """A query that its reader may have meant.

    Attributes:
        text: the whole query with words replaced.
        words: what was typed, and what is suggested in its place.
    """

    text: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A word that was read otherwise than typed: on the other keyboard, or in other letters."""

    kind: Literal["keyboard", "romanised"]
    typed: str
    read: str


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article whose whole texts have the words of a query marked, and names told apart."""

    article: Article
    title: Highlighted
    deck: Highlighted
    body: Highlighted
    caption: Highlighted


@dataclass(frozen=True, slots=True)
class Results:
    """A page of results.

    Attributes:
        total: how many articles match, over all pages, every copy counted.
        listed: how many hits there are over all pages: the same, or with copies folded fewer.
        facets: by facet name, in the order of ``index.facets.FACETS``, those that the query asks to
            count; they count every copy.
        matches: how many of the articles match how closely; those below ``Match.WIDE`` lack a
            word of the query.
        expansions: other spellings that were searched for as well and that the archive holds.
        related: other words of the archive for those of the query.
        next: the cursor of the page after this one; empty where there is none.
        timeline: of the articles found; ``None`` where none of them has a date.
        correction: what the query may have been meant to be.
        readings: what was read otherwise than typed; ``spellings`` of the query switches it off.
        took_ms: time taken, in milliseconds.
    """

    query: Query
    total: int
    listed: int
    hits: tuple[Hit, ...]
    facets: dict[str, Sequence[FacetValue]]
    notes: tuple[Note, ...] = ()
    matches: dict[Match, int] = field(default_factory=dict)
    expansions: tuple[str, ...] = ()
    related: tuple[RelatedWord, ...] = ()
    next: str = ""
    timeline: Timeline | None = None
    correction: Correction | None = None
    readings: tuple[Reading, ...] = ()
    took_ms: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class ScorePart:
    """What one thing adds to the score of an article.

    Attributes:
        what: the word of the query, or the two neighbours, as typed.
        level: of analysis, on which it matched.
        field: in which it matched; ``lead`` is the beginning of the body.
        frequency: how often; for neighbours, by their distance.
        score: what it adds.
        kind: ``word``, ``near`` for two words near each other, ``related`` for a word in the place
            of one that was typed, ``feedback`` for a word of the first hits, ``associated`` for one
            that the archive relates to the query, or ``credit`` for an agency.
    """

    what: str
    level: Level
    field: str
    frequency: float
    score: float
    kind: str = "word"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an article stands where it stands.

    Attributes:
        score: the same as in the list of results.
        parts: they sum to the score, but for rounding.
        coverage: the factor, in the parts already, for the words that the article lacks.
        missing: those words.
        related: the related words that it has in the place of words of the query.
        terms: of every word of the query, its terms by level.
    """

    article: Article
    score: float
    match: Match
    parts: tuple[ScorePart, ...]
    coverage: float
    missing: tuple[str, ...]
    terms: dict[str, dict[Level, tuple[str, ...]]]
    expansions: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
