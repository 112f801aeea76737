"""What commands print of a search."""

from collections.abc import Sequence

from commands.counts import articles
from commands.terminal import Bold, say
from index.facets import NO_VALUE
from search.results import FacetValue, Fragment, Hit, Results
from web.i18n.notes import sentence

#: So many values of a facet are printed, and of what stands below one of them.
MOST_VALUES = 10


def print_results(results: Results) -> None:
    """Print a page of results with its facets; what is to be told of the query goes to stderr."""
    _print_remarks(results)
    first = (results.query.page - 1) * results.query.size
    for number, hit in enumerate(results.hits, first + 1):
        _print_hit(number, hit)
    for name, values in results.facets.items():
        if any(value.value != NO_VALUE for value in values):
            say(f"{name}: {counted_all(values)}")
    folded = f" in {results.listed} texts" if results.listed < results.total else ""
    say(f"{articles(results.total)}{folded}, {results.took_ms:.1f} ms")


def _print_remarks(results: Results) -> None:
    for note in results.notes:
        say(sentence(note, "ar"), err=True)
    for reading in results.readings:
        say(f"قُرئ: {reading.typed} ← {reading.read}", err=True)
    if results.correction:
        say(f"هل تقصد: {results.correction.text}", err=True)
    if results.expansions:
        say(f"بحثنا أيضًا عن: {'، '.join(results.expansions)}", err=True)
    if results.related:
        say(f"كلمات قريبة: {'، '.join(one.word for one in results.related)}", err=True)


def _print_hit(number: int, hit: Hit) -> None:
    say(f"{number}. ", *_marked(hit.title))
    article = hit.article
    facts = [
        article.section,
        "، ".join(article.agencies),
        article.published.isoformat() if article.published else "",
        article.source,
        article.id,
    ]
    if hit.missing:
        facts.append("بلا: " + "، ".join(hit.missing))
    if hit.related:
        facts.append("بكلمة قريبة: " + "، ".join(hit.related))
    if hit.copies:
        facts.append(f"+{hit.copies}: {'، '.join(hit.copied_by)}".rstrip(": "))
    say("   " + " · ".join(fact for fact in facts if fact))
    say("   ", *_marked(hit.snippet))


def counted_all(values: Sequence[FacetValue]) -> str:
    """Return the first values of a facet with their counts, and how many more there are.

    What the query chooses or leaves out is among them, wherever it stands.
    """
    shown = [
        value
        for number, value in enumerate(values)
        if number < MOST_VALUES or value.selected or value.excluded
    ]
    more = len(values) - len(shown)
    told = [*map(_counted, shown), *([f"{more} more"] if more else [])]
    return ", ".join(told)


def _counted(value: FacetValue) -> str:
    finer = counted_all(value.children)
    return f"{value.label} {value.count}" + (f" ({finer})" if finer else "")


def _marked(fragments: tuple[Fragment, ...]) -> list[str | Bold]:
    return [Bold(fragment.text) if fragment.marked else fragment.text for fragment in fragments]
