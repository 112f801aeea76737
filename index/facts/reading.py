"""From an article as its source gives it to the article with its facts."""

from dataclasses import replace
from datetime import date, datetime

from index.article import Article
from index.facts import agencies, datelines, sections
from index.facts.dates import publication
from index.facts.dates.mentions import mentioned
from index.facts.entities import reading as entities


def read_facts(article: Article) -> tuple[Article, tuple[str, ...]]:
    """Return the article with what its text tells; what the source gave stands.

    Args:
        article: as a source module made it. Reading one that was read before changes nothing.

    Returns:
        The article, and what contradicts itself in it, one line each.
    """
    article, doubts = publication.dated(article)
    article = agencies.identify(article)
    printed, places = datelines.read(article)
    dates, contradictions = mentioned(article.body, _day(article.published))
    persons, organisations = entities.read(article)
    found = replace(
        article,
        datelines=printed,
        places=places,
        section_id=_section_id(article),
        dates=article.dates or dates,
        persons=article.persons or persons,
        organisations=article.organisations or organisations,
    )
    return found, (*doubts, *contradictions)


def _section_id(article: Article) -> str:
    """Return the section's id in the tree, or the given one where the tree does not know it."""
    given = article.section_id
    return sections.resolve(given or article.section) or given


def _day(published: date | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published
