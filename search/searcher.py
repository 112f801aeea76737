"""An archive that answers queries, whatever engine holds it.

Everything that a search decides without knowing the engine is decided here: how a query is read,
which articles answer it, what the reader is told, how facets are laid out, what is marked.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

from index.analysis import Analyzer
from index.article import Article
from index.completions import Completions
from index.facets import FACET_BY_NAME
from index.manifest import Manifest
from index.stores import ClusterOptions
from index.stores.cluster import DEFAULTS
from search import notes
from search.comparison import comparison, known_comparison
from search.completion import completer, partial_word
from search.completion.facet_values import FacetValueNames
from search.completion.phrases import Typed
from search.conditions import HasTerm, having
from search.deadline import UNLIMITED, Deadline
from search.engines import open_engine
from search.engines.protocol import (
    Engine,
    EngineFigures,
    Execution,
    RankedArticle,
    Session,
    at_once,
)
from search.facets.pages import facet_page
from search.facets.timeline import timeline_of
from search.facets.tree import named_values, tree
from search.highlighter import Highlighter
from search.language.syntax import words_of
from search.listed_names import with_entries_chosen
from search.memory import AS_FITS, Memory
from search.named_together import NamedTogether, named_together
from search.plan import CREDITED, Plan
from search.planning import plan, ranked, understood
from search.present import Present, day_of
from search.query import Query, unknown_facet
from search.ranking.bm25 import PROXIMITY_LEVEL, Ranking
from search.ranking.significant_terms import COUNTED, WordTerms, significant_terms
from search.related.groups import own_groups
from search.related.thesaurus import NO_GROUPS, Thesaurus
from search.results import (
    Comparison,
    Explanation,
    FacetPage,
    FacetValue,
    Hit,
    MarkedArticle,
    Note,
    RelatedWord,
    Results,
    ScorePart,
    Suggestion,
)
from search.words.archive_vocabulary import ask
from search.words.spell_checker import correction
from search.words.vocabulary import Vocabulary

#: So many related words are offered beside results.
MOST_OFFERED = 6


def open_archive(
    address: str,
    options: ClusterOptions = DEFAULTS,
    ranking: Ranking | None = None,
    cache_megabytes: int | None = None,
    present: Present = "clock",
    thesaurus: Thesaurus | None = None,
) -> "Searcher":
    """Return what answers queries from an archive; its index is opened by its first use.

    Args:
        address: like ``whoosh:var/index`` or ``opensearch://host:9200/name``.
        options: what else is to be known of a cluster.
        ranking: the parameters that articles are ranked by; by default those that were measured.
        cache_megabytes: memory for what was found for earlier queries; ``None`` for what fits the
            archive.
        present: the day that «أمس» is counted from.
        thesaurus: groups of related words; by default those of the tables beside the code.

    Raises:
        AddressError: the address names no engine.
        EngineError: the engine cannot rank so.
    """
    ranking = ranking or Ranking()
    memory = Memory(cache_megabytes)
    if thesaurus is None:
        thesaurus = Thesaurus(own_groups())
    engine = open_engine(address, options, ranking, memory)
    return Searcher(engine, ranking, memory, present=present, thesaurus=thesaurus)


class Searcher:
    """Answers queries from what is live in an archive; safe to share between threads.

    Every method raises ``IndexMissing``, ``IndexDamaged`` or ``AnalyzerMismatch`` where there is
    no usable index, and ``EngineError`` where a cluster does not do what is asked of it. With a
    deadline every one raises ``TimeExceeded`` where it is not done by then.
    """

    def __init__(
        self,
        engine: Engine,
        ranking: Ranking,
        memory: Memory = AS_FITS,
        deadline: Deadline = UNLIMITED,
        present: Present = "clock",
        thesaurus: Thesaurus = NO_GROUPS,
    ) -> None:
        """
        Args:
            engine: of the archive; it ranks by the same parameters.
            ranking: the parameters.
            memory: for what was found for the words of earlier queries.
            deadline: when all that is asked of it must be answered.
            present: the day that «أمس» is counted from.
            thesaurus: groups of related words.
        """
        self._engine = engine
        self._ranking = ranking
        self._memory = memory
        self._deadline = deadline
        self._present = present
        self._thesaurus = thesaurus

    def within(self, deadline: Deadline) -> "Searcher":
        """Return the same archive, with a moment at which it must have answered.

        All that is asked of it is answered by one publication, the live one of the first question.
        """
        return self._over(self._engine.fixed(), deadline)

    def move_on(
        self,
        make_ready: "Callable[[Searcher], object]",
        agree: Callable[[str], bool] = at_once,
    ) -> None:
        """Answer by what is live now, once it is ready; until then by what did before.

        From the first call on, no question opens what is published next: whoever calls this once
        has to do so again and again.

        Args:
            make_ready: asks of what is going to answer what the first reader would wait for.
            agree: is told the name of what is ready, until it says that this may answer.
        """
        self._engine.move_on(lambda engine: make_ready(self._over(engine, UNLIMITED)), agree)

    def unread(self) -> Exception | None:
        """Return why what is live is not what answers; ``None`` where it is, or soon will be."""
        return self._engine.unread()

    @property
    def manifest(self) -> Manifest:
        """What built the live index."""
        return self._open().manifest

    @property
    def analyzer(self) -> Analyzer:
        """What the words of queries and of the live index are analyzed by."""
        return self._open().analyzer

    def search(self, query: Query) -> Results:
        """Return one page of results, with facets over all pages.

        Raises:
            QueryInvalid: the cursor is of another order than the query's.
        """
        started = time.perf_counter()
        session = self._open()
        query = _listed(session, query)
        made = self._ranked(session, query)
        found = session.execute(made)
        highlighter = Highlighter(session.marker(made.node))
        return Results(
            query=query.ordered(made.query.sort),
            total=found.total,
            listed=found.listed,
            hits=tuple(_hit(one, made, highlighter) for one in self._deadline.each(found.hits)),
            facets=_facets(query, found, self._deadline),
            notes=_notes(session, made),
            matches=dict(found.matches),
            expansions=made.expansions,
            related=made.related[:MOST_OFFERED],
            next=found.after.token() if found.after else "",
            timeline=timeline_of(found.axis, found.over_time) if found.axis else None,
            correction=ask(session, lambda words: correction(made.read.text, words)),
            readings=made.read.readings,
            # The last, so that it is the time of all that stands before it.
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def facet(
        self, query: Query, name: str, *, containing: str = "", first: int = 0, count: int = 50
    ) -> FacetPage:
        """Return values of one facet for a query, the most frequent first.

        Args:
            query: its page and cursor are left aside.
            name: of the facet.
            containing: what the label of a value has in it, in any spelling; for periods
                «2024-10» or «أكتوبر 2024».
            first: how many values to leave out from the beginning.
            count: how many values at most.

        Raises:
            QueryInvalid: there is no such facet.
        """
        if name not in FACET_BY_NAME:
            raise unknown_facet("name", name)
        session = self._open()
        query = _listed(session, query)
        made = self._plan(session, query)
        counts = session.values(made, [name])[name]
        self._deadline.check()
        page = facet_page(name, counts, query, containing=containing, first=first, count=count)
        return replace(page, notes=_notes(session, made))

    def facets(self, query: Query, count: int) -> tuple[FacetPage, ...]:
        """Return the most frequent values of every facet for a query.

        Args:
            query: its page and cursor are left aside.
            count: how many values of each facet at most.
        """
        session = self._open()
        query = _listed(session, query)
        made = self._plan(session, query)
        counts = session.values(made, list(FACET_BY_NAME))
        told = _notes(session, made)
        pages = (
            facet_page(name, counts[name], query, count=count)
            for name in self._deadline.each(FACET_BY_NAME)
        )
        return tuple(replace(page, notes=told) for page in pages)

    def compare(
        self, query: Query, by: str | None = None, count: int = 6, unit: str | None = None
    ) -> Comparison:
        """Count articles over time, in all and for the most frequent values of a facet.

        The query's own choice in that facet is left aside; what it has chosen comes first.

        Args:
            query: its page and cursor are left aside.
            by: the facet, any but the date; ``None`` for the first that the articles have.
            count: how many values.
            unit: of the periods; ``None``, or where it would give too many, one that fits.

        Raises:
            QueryInvalid: the facet or the unit is none.
        """
        wanted = known_comparison(by, unit)
        session = self._open(whole=True)
        made = self._plan(session, _listed(session, query))
        return comparison(session, made, by, count, wanted)

    def named_together(self, query: Query, count: int = 10) -> NamedTogether:
        """Return who is named together with the one person or organisation that a query chooses.

        Args:
            query: its page and cursor are left aside.
            count: how many people, and how many organisations, at most.

        Raises:
            QueryInvalid: it chooses none, or several.
        """
        session = self._open()
        made = self._plan(session, query)
        return replace(named_together(session, made, count), notes=_notes(session, made))

    def suggest(self, text: str, count: int = 8) -> tuple[Suggestion, ...]:
        """Return what a reader may mean who has typed so far, the likeliest first.

        Args:
            text: what was typed.
            count: how many suggestions at most.
        """
        return suggest(self._open(whole=True), text, count)

    def related_words(self, query: Query, count: int = MOST_OFFERED) -> tuple[RelatedWord, ...]:
        """Return other words of the archive for those of a query.

        Args:
            query: its filters, order and page are left aside.
            count: how many words at most.
        """
        session = self._open()
        return self._plan(session, Query(query.text, spellings=query.spellings)).related[:count]

    def knows(self, text: str) -> bool:
        """Return whether the archive has the last word of what is being typed as it stands.

        True behind a space or a closing quote as well, and where nothing is half typed.
        """
        return ask(self._open(), lambda words: partial_word.knows(text, words))

    def scan(self, query: Query, reading: Deadline = UNLIMITED) -> Iterator[Article]:
        """Read every article of a query in its order, each copy for itself, one by one.

        Args:
            query: its page and cursor are left aside.
            reading: when the last of them must be read; the archive's own deadline is for finding
                them. What is read later raises ``TimeExceeded``.
        """
        session = self._open(whole=True)
        return session.scan(self._ranked(session, _listed(session, query)), reading)

    def rank(self, text: str, depth: int, *, fold: bool = False) -> Sequence[Article]:
        """Return the first articles for a query's text, in the order of the search box.

        Args:
            text: of the query.
            depth: how many articles.
            fold: whether one copy stands for all copies of a text, or each for itself.
        """
        session = self._open(whole=True)
        query = Query(text, copies="folded" if fold else "together")
        return session.best(self._ranked(session, query), depth)

    def article_ids(self) -> Sequence[str]:
        """Return the ids of all articles, in an order that does not change with the index."""
        return self._open(whole=True).ids()

    def article(self, article_id: str) -> Article | None:
        """Return the article of this id or url."""
        return self._open().article(article_id)

    def marked(self, query: Query, article_id: str) -> MarkedArticle | None:
        """Return an article with the words of a query marked; ``None`` where there is none."""
        session = self._open()
        article = session.article(article_id)
        if article is None:
            return None
        node = understood(
            session, self._ranking, query, partial(self._today, session), self._thesaurus
        )
        return Highlighter(session.marker(node)).article(article)

    def copies(self, article_id: str, count: int) -> Sequence[Article]:
        """Return the other copies of an article's text, its representative first, then by date."""
        return self._open(whole=True).copies(article_id, count)

    def related(self, article_id: str, count: int) -> Sequence[Article]:
        """Return articles on what an article is about, the nearest first, without copies."""
        session = self._open(whole=True)
        article = session.article(article_id)
        if article is None:
            return []

        def frequencies(words: Sequence[WordTerms]) -> list[int]:
            conditions = [
                HasTerm(COUNTED, PROXIMITY_LEVEL, term) for terms in words for term in terms
            ]
            counts = iter(session.counts(conditions))
            return [sum(next(counts) for _ in terms) for terms in words]

        size = session.manifest.articles
        terms = significant_terms(article, session.analyzer, size, frequencies)
        return session.similar(article, terms, count)

    def explain(self, query: Query, article_id: str) -> Explanation | None:
        """Return why an article stands where it stands for a query.

        Returns:
            ``None`` where there is no such article.
        """
        session = self._open(whole=True)
        if session.article(article_id) is None:
            return None
        made = self._ranked(session, _listed(session, query))
        found = session.explain(made, article_id)
        if found is None:
            return None
        return Explanation(
            article=found.article,
            score=round(found.score, 4),
            match=found.closeness.match,
            parts=(
                *(found.parts if found.ranked else ()),
                *_credit(made, found.closeness.credited),
            ),
            coverage=round(found.coverage, 4),
            missing=found.closeness.missing(made),
            related=found.closeness.related,
            terms={
                word.text: {level: word.terms.at(level) for level in word.levels}
                for word in words_of(made.node)
            },
            expansions=made.expansions,
        )

    def must_be_whole(self) -> None:
        """Look, without reading it, whether what is live lies whole where it was published.

        Raises:
            IndexMissing, IndexDamaged: it does not.
            EngineError: a cluster does not answer.
        """
        self._engine.must_be_whole()

    def today(self) -> date:
        """Return the day that «أمس» is counted from."""
        return self._today(self._open())

    def day_of_clock(self) -> date | None:
        """Return the day of the clock, where answers depend on it; ``None`` where they do not."""
        return date.today() if self._present == "clock" else None

    def reads_by(self) -> str:
        """Return what queries are read by besides the index: another one, and answers may be."""
        return f"{self._present} {self._thesaurus.digest}"

    def _today(self, session: Session) -> date:
        return day_of(self._present, session, self._ranking)

    def _plan(self, session: Session, query: Query) -> Plan:
        # Words of a query may ask for it many times, and of a closed archive it is searched.
        today = cache(partial(self._today, session))
        return plan(session, self._ranking, query, today, self._thesaurus)

    def figures(self) -> EngineFigures:
        """Return what the archive takes, and what is kept of answers in this process."""
        return self._engine.figures()

    def _ranked(self, session: Session, query: Query) -> Plan:
        return ranked(session, self._ranking, self._plan(session, query))

    def _over(self, engine: Engine, deadline: Deadline) -> "Searcher":
        """The same archive as another engine holds it."""
        return Searcher(
            engine, self._ranking, self._memory, deadline, self._present, self._thesaurus
        )

    def _open(self, *, whole: bool = False) -> Session:
        session = self._engine.open(whole=whole, deadline=self._deadline)
        session.analyzer.forget_beyond(self._memory.words)
        return session

    def close(self) -> None:
        """Release files and connections."""
        self._engine.close()


def _listed(session: Session, query: Query) -> Query:
    return with_entries_chosen(query, session.manifest.names)


def suggest(session: Session, text: str, count: int) -> tuple[Suggestion, ...]:
    """Return what a reader may mean who has typed so far; see :meth:`Searcher.suggest`."""
    return ask(session, lambda words: completer.suggest(text, count, _Completed(session, words)))


@dataclass(frozen=True, slots=True)
class _Completed:
    """An archive as the source of completions; see :class:`search.completion.completer.Source`."""

    session: Session
    vocabulary: Vocabulary

    @property
    def completions(self) -> Completions:
        return self.session.completions

    @property
    def names(self) -> FacetValueNames:
        return self.session.names

    def titles(self, typed: Typed, count: int) -> Sequence[Suggestion]:
        return self.session.titles(typed, count)


def _hit(found: RankedArticle, made: Plan, highlighter: Highlighter) -> Hit:
    return Hit(
        article=found.article,
        score=round(found.score, 4),
        title=highlighter.title(found.article),
        snippet=highlighter.snippet(found.article),
        match=found.closeness.match,
        missing=found.closeness.missing(made),
        related=found.closeness.related,
        copies=found.copies,
        copied_by=found.copied_by,
    )


def _facets(query: Query, found: Execution, deadline: Deadline) -> dict[str, Sequence[FacetValue]]:
    return {
        name: tree(name, counts, query.chosen_in(name), query.excluded_in(name))
        for name, counts in deadline.each(found.facets.items())
    }


def _notes(session: Session, made: Plan) -> tuple[Note, ...]:
    """How the query was read, which of its values no article has, and what the engine notes.

    Periods may well be empty. Where a part of the archive is missing, it may have the values.
    """
    named = named_values(made.query)
    counts = session.counts([having(name, (value,)) for name, value in named])
    unknown = [one for one, count in zip(named, counts, strict=True) if not count]
    noted = session.notes()
    days = (note for read in made.query.days_read for note in notes.of_days(read))
    told = [*days, *made.notes, *(note for note in noted if note != notes.PARTIAL)]
    if notes.PARTIAL in noted:
        told.append(notes.PARTIAL)
    elif unknown:
        told.append(notes.unknown_value(unknown))
    return tuple(dict.fromkeys(told))


def _credit(made: Plan, credited: bool) -> tuple[ScorePart, ...]:
    """The credit of the agency that the query names; it adds nothing to the score."""
    if not credited or not made.agency:
        return ()
    label = FACET_BY_NAME[CREDITED].label(made.agency)
    return (ScorePart(label, "exact", CREDITED, 1.0, 0.0, kind="credit"),)
