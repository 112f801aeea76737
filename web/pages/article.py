"""The page of one article."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from flask import render_template, request

from index.article import Article, DateMention
from index.facets import FACET_BY_NAME, FACETS, LONGEST_VALUE, one_line
from search.facets.tree import value_of
from search.query import period_name
from web.api.routes import COPIES, RELATED
from web.exports.metadata import original
from web.http.engine import as_far_as_it_answers, engine, today
from web.http.errors import ArticleNotFound
from web.http.links import search_address
from web.i18n.brevity import OF_PAGES, brief
from web.i18n.labels import Labels, of_request
from web.i18n.markup import numbered, paragraphs
from web.pages.names import name_links, name_lists
from web.url.address import SearchAddress
from web.url.reading import EVERYTHING, read_search_before

#: So many words of an article are marked: nobody walks through more, and a long article full of
#: them would be a page of ten megabytes.
MOST_MARKS = 2000


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A date that an article mentions.

    Attributes:
        text: the words of the article.
        days: the day, month or year, as readers see it.
        address: of all that was written about it.
    """

    text: str
    days: str
    address: str


def article(article_id: str) -> str:
    """Answer ``/articles/…``: one whole article, the words of the search that led there marked."""
    query = read_search_before(request.args.items(multi=True), today)
    archive = engine()
    found = archive.marked(query, article_id)
    if found is None:
        raise ArticleNotFound
    everything = search_address(EVERYTHING)
    values = {facet.name: facet.values(found.article) for facet in FACETS if not facet.periods}
    address_of = partial(address_of_value, everything, values)
    links = name_links(found.article, address_of)
    numbers = iter(range(1, MOST_MARKS + 1))
    # In the order of the page, which is the order of the jumps.
    texts = {
        "title": numbered(found.title, numbers, links),
        "deck": numbered(found.deck, numbers, links),
        "body": [numbered(part, numbers, links) for part in paragraphs(found.body)],
        "caption": numbered(found.caption, numbers, links),
    }
    parts = (found.title, found.deck, found.body, found.caption)
    marked = sum(fragment.marked for part in parts for fragment in part)
    return render_template(
        "article.html",
        article=brief(found.article, OF_PAGES),
        texts=texts,
        marks=min(marked, MOST_MARKS),
        not_all_marked=marked > MOST_MARKS,
        copies=_beside(lambda: archive.copies(found.article.id, COPIES)),
        related=_beside(lambda: archive.related(found.article.id, RELATED)),
        original=original(brief(found.article)),
        query=query,
        search=search_address(query),
        address_of=address_of,
        names=name_lists(found.article, address_of, of_request()),
        mentions=mention_rows(found.article.dates, everything, of_request()),
    )


def _beside(find: Callable[[], Sequence[Article]]) -> list[Article]:
    return list(map(brief, as_far_as_it_answers(find)))


def address_of_value(
    everything: SearchAddress, values: Mapping[str, Sequence[str]], facet: str, text: str
) -> str:
    """Return the address of all articles with a value that an article has; else nothing.

    Args:
        everything: the address of the search for everything.
        values: of the article, by facet.
        facet: its name.
        text: what the article says there, which may be no value: ``-`` is no place.
    """
    value = FACET_BY_NAME[facet].canonical(one_line(text)[:LONGEST_VALUE])
    return everything.toggled(facet, value) if value in values[facet] else ""


def mention_rows(
    mentions: Sequence[DateMention], everything: SearchAddress, labels: Labels
) -> list[MentionRow]:
    """Return the dates that an article mentions, each once, in the order of time.

    Args:
        mentions: of the article; of one date the last wording counts.
        everything: the address of the search for everything.
        labels: of the reader.
    """
    distinct = {(found.first, found.last): found for found in mentions}
    return [
        MentionRow(
            distinct[days].text,
            labels.mention(distinct[days]),
            everything.toggled("mentioned", period_of(distinct[days])),
        )
        for days in sorted(distinct)
    ]


def period_of(mention: DateMention) -> str:
    """Return the value of the facet ``mentioned`` that asks for what was written about a mention.

    It is the day, month or year that is mentioned; of another stretch of days its first.
    """
    return period_name(mention.first, mention.last) or value_of(mention)
