"""From a query to a plan: its text interpreted and parsed, and what answers it decided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.facets import FACET_BY_NAME
from index.facts.dates.relative_periods import Today
from search import notes
from search.conditions import NOTHING, HasTerm, Matching, having
from search.engines.protocol import Session
from search.language.parser import Parsed, parse
from search.language.signs import with_plain_quotes
from search.language.syntax import (
    Node,
    expansions,
    has_related,
    scored,
    sharing_prefixes,
    some_wait,
)
from search.listed_names import with_entries_asked
from search.naming import named
from search.plan import CREDITED, Plan
from search.query import Query, Sort
from search.ranking.associated_words import associated_words
from search.ranking.bm25 import PROXIMITY_LEVEL, Ranking
from search.ranking.feedback import AddedWord, Feedback, feedback_of, is_helped
from search.ranking.matching import Matched, asked_first, decide
from search.ranking.significant_terms import COUNTED
from search.related.expansion import with_related
from search.related.near_words import near_words, offered_near
from search.related.thesaurus import NO_GROUPS, Thesaurus
from search.related.weighing import Weighed, asked_of, weighed
from search.results import Note
from search.words.archive_vocabulary import ask
from search.words.interpretation import Interpretation, read_otherwise


def plan(
    session: Session,
    ranking: Ranking,
    query: Query,
    today: Today = date.today,
    thesaurus: Thesaurus = NO_GROUPS,
) -> Plan:
    """Understand a query and decide which articles answer it.

    A range of dates among the words is read as one only where something was published in it.

    Args:
        session: of the archive.
        ranking: the parameters.
        query: what is asked for.
        today: gives the day that «أمس» is counted from.
        thesaurus: groups of related words.
    """
    read = _Read(interpret(session, query), today, thesaurus)
    made = _within_limits(session, ranking, query, read, date_ranges=True)
    if made.has_date_range and not made.found:
        as_words = _within_limits(session, ranking, query, read, date_ranges=False)
        if as_words.found:
            told = (_in_vain(note) for note in made.notes if note.code == notes.READ_AS_PERIOD)
            return replace(as_words, notes=(*told, *as_words.notes))
    return made


def _in_vain(read: Note) -> Note:
    """Return the note for a period that was read and in which nothing fits."""
    return Note(notes.NOTHING_IN_PERIOD, read.arguments)


def ranked(session: Session, ranking: Ranking, made: Plan) -> Plan:
    """Return a plan with words of its first hits, where these help to order them.

    Filters around the query change nothing of it.
    """
    query = made.query
    helped = query.sort == "relevance" and query.related == "yes" and made.found
    if not helped or not is_helped(made.node, ranking):
        return made
    # A name alone may mean an agency as well, which lists more than the same words in brackets.
    key = ("feedback", made.node, query.words, made.listed)
    feedback = session.remembered(key, lambda: _feedback(session, ranking, made))
    if not feedback.words:
        return made
    wider = replace(made, feedback=feedback)
    return wider if session.takes(wider) else made


def _feedback(session: Session, ranking: Ranking, made: Plan) -> Feedback:
    related = associated_words(made.node, session.associations, ranking)
    return Feedback((*_of_first_hits(session, ranking, made), *related))


def _of_first_hits(session: Session, ranking: Ranking, made: Plan) -> tuple[AddedWord, ...]:
    # Of a short list readers see all, and its first hits are too large a part of it.
    if not ranking.feedback or session.counts([made.listed])[0] < ranking.feedback_least:
        return ()
    words = Query(made.query.text, words=made.query.words)
    first = session.terms_of_best(replace(made, query=words), ranking.feedback_texts)

    def frequencies(terms: Sequence[str]) -> list[int]:
        return session.counts([HasTerm(COUNTED, PROXIMITY_LEVEL, term) for term in terms])

    size = session.manifest.articles
    return feedback_of(first, made.node, ranking, size, frequencies)


def interpret(session: Session, query: Query) -> Interpretation:
    """Read what was typed on the other keyboard or in Latin letters, unless the query forbids."""
    text = with_plain_quotes(query.text)
    if query.spellings != "all":
        return Interpretation(text)
    return ask(session, lambda words: read_otherwise(text, words))


def understood(
    session: Session,
    ranking: Ranking,
    query: Query,
    today: Today = date.today,
    thesaurus: Thesaurus = NO_GROUPS,
) -> Node:
    """Return the syntax tree of a query; what answers it is asked only where that decides it."""
    read = _Read(interpret(session, query), today, thesaurus)
    parsed = _parsed(session, query, read, date_ranges=True)
    if parsed.has_date_range:
        return plan(session, ranking, query, today, thesaurus).node
    if query.related == "no":
        return parsed.node
    node = with_related(parsed.node, thesaurus, session.analyzer)
    return _related(session, read, parsed.node).node if some_wait(node) else node


@dataclass(frozen=True, slots=True)
class _Read:
    """What was typed as it is searched for, and what its days and its words are read by."""

    text: Interpretation
    today: Today
    thesaurus: Thesaurus


def _parsed(session: Session, query: Query, read: _Read, *, date_ranges: bool) -> Parsed:
    parsed = parse(
        read.text.text,
        session.analyzer,
        expand=query.spellings == "all",
        date_ranges=date_ranges,
        variants=read.text.variants,
        today=read.today,
    )
    node = with_entries_asked(parsed.node, session.manifest.names)
    return replace(parsed, node=sharing_prefixes(node))


def _within_limits(
    session: Session, ranking: Ranking, query: Query, read: _Read, *, date_ranges: bool
) -> Plan:
    """The plan; of more than the engine takes, without related words, then as typed alone."""
    made = _planned(session, ranking, query, read, date_ranges=date_ranges)
    asked, told = query, []
    if has_related(made.node) and not session.takes(made):
        asked = replace(asked, related="no")
        told.append(notes.RELATED_LEFT_OUT)
        made = _planned(session, ranking, asked, read, date_ranges=date_ranges)
    if query.spellings == "all" and not session.takes(made):
        asked = replace(asked, spellings="typed")
        told.append(notes.SPELLINGS_LEFT_OUT)
        made = _planned(session, ranking, asked, read, date_ranges=date_ranges)
    if not told:
        return made
    query = replace(made.query, spellings=query.spellings, related=query.related)
    return replace(made, query=query, notes=(*made.notes, *told))


def _planned(
    session: Session, ranking: Ranking, query: Query, read: _Read, *, date_ranges: bool
) -> Plan:
    parsed = _parsed(session, query, read, date_ranges=date_ranges)
    node, told = named(parsed.node, lambda: session.names)
    related = _related(session, read, node)
    near = near_words(node, session.associations, session.analyzer, related.offered)
    if query.related == "yes":
        node = related.node
    notes_of_text = (*parsed.notes, *told)
    query = query.ordered(_possible_sort(query.sort, node))
    others = {text: Matching(part) for text, part in expansions(node).items()}
    credited = having(CREDITED, (parsed.agency,)) if parsed.agency else NOTHING
    # In one batch, for the engines that count by a journey; what follows is known then.
    asked = [
        *others.values(),
        credited,
        *(HasTerm(None, PROXIMITY_LEVEL, one.node.terms.light[0]) for one in near),
        *asked_first(node),
    ]
    first = session.counts(asked, ranked=node)
    present = [text for text, count in zip(others, first, strict=False) if count]
    agency = parsed.agency if first[len(others)] else None
    near_counts = first[len(others) + 1 :][: len(near)]
    matched = _matched(session, ranking, query, node)
    if matched.complete and not matched.own:
        notes_of_text = (*notes_of_text, notes.RELATED_ONLY)
    if scored(node) and matched.any and not matched.complete and not agency:
        notes_of_text = (*notes_of_text, notes.RELAXED)
    if agency:
        present.append(FACET_BY_NAME[CREDITED].label(agency))
    return Plan(
        query=query,
        read=read.text,
        node=node,
        matched=matched.condition,
        shares=matched.shares,
        relaxed=matched.relaxed,
        agency=agency,
        found=matched.any or agency is not None,
        has_date_range=parsed.has_date_range,
        expansions=tuple(dict.fromkeys(present)),
        related=(*related.offered, *offered_near(near, near_counts, read.text.text)),
        notes=notes_of_text,
    )


def _related(session: Session, read: _Read, node: Node) -> Weighed:
    """The query with related words of the archive beside its plain words."""
    wider = with_related(node, read.thesaurus, session.analyzer)
    asked = asked_of(wider)
    if not asked:
        return Weighed(node)
    counts = dict(zip(asked, session.counts(asked), strict=True))
    return weighed(wider, read.text.text, session.manifest.articles, counts)


def _matched(session: Session, ranking: Ranking, query: Query, node: Node) -> Matched:
    """What answers; by date, only what has all words is worth a list, if anything has."""
    size = session.manifest.articles
    complete_only = query.words == "all" or query.sort != "relevance"
    matched = decide(node, ranking, size, session.counts, complete_only=complete_only)
    if query.sort != "relevance" and query.words == "most" and not matched.any:
        return decide(node, ranking, size, session.counts)
    return matched


def _possible_sort(sort: Sort, node: Node) -> Sort:
    """The order asked for; without words there is no relevance to order by."""
    return sort if scored(node) or sort != "relevance" else "newest"
