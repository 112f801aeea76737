"""The people and organisations that an article names: links in its texts, and lists beside them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup, escape

from index.article import Article, NamedEntity, NameMention
from web.i18n.brevity import LEFT_OUT, OF_HITS, cut
from web.i18n.labels import Labels
from web.i18n.markup import NameLink

#: So many names are links in the texts of an article: a page has no more room for addresses.
MOST_LINKS = 500

#: So many people are listed, and as many organisations, and
MOST_LISTED = 100
#: of each so many different ways that it was read.
MOST_READ = 8

#: Words within so many letters of a name stand beside it.
NEAR = 60

_WORDS = Markup('<bdi lang="ar">{}</bdi>')

_PARTS = ("title", "deck", "body", "caption")

#: Gives the address of all articles with a value of a facet; empty where it leads nowhere.
AddressOf = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """How a name was read at one or several places of an article.

    Attributes:
        text: the name as printed there.
        part: the name of the part that it stands in, of several places the first.
        why: the words that it was known by, in a sentence.
    """

    text: str
    part: str
    why: Markup


@dataclass(frozen=True, slots=True)
class NameRow:
    """A person or an organisation.

    Attributes:
        name: under which it is listed.
        role: what the article says the person is; empty where it does not say.
        address: of all articles that name it; empty where it leads nowhere.
        times: how often the article names it, in words.
        readings: how it was read.
    """

    name: str
    role: str
    address: str
    times: str
    readings: tuple[ReadingRow, ...]


@dataclass(frozen=True, slots=True)
class NameList:
    """The people, or the organisations, of an article.

    Attributes:
        facet: its name.
        heading: over the list.
        rows: in the order of their first mention; one at least.
        more: stands below them where some are left out; else empty.
    """

    facet: str
    heading: str
    rows: tuple[NameRow, ...]
    more: str


def _entities(article: Article) -> tuple[tuple[str, Sequence[NamedEntity]], ...]:
    return ("person", article.persons), ("organisation", article.organisations)


def listed_name(entity: NamedEntity) -> str:
    """Return the one writing under which the archive lists a name."""
    return entity.entry or entity.name


def name_links(article: Article, address_of: AddressOf) -> dict[NameMention, NameLink]:
    """Return where the names in the texts of an article lead, the first ones of the page.

    Args:
        article: whole.
        address_of: gives addresses.
    """
    found: dict[NameMention, NameLink] = {}
    for facet, entities in _entities(article):
        for entity in entities:
            name = listed_name(entity)
            if address := address_of(facet, name):
                link = NameLink(address, cut(name, OF_HITS.name))
                for mention in entity.mentions:
                    found.setdefault(mention, link)
    if len(found) <= MOST_LINKS:
        return found
    in_order = sorted(found, key=lambda one: (_PARTS.index(one.part), one.start))
    return {mention: found[mention] for mention in in_order[:MOST_LINKS]}


def name_lists(article: Article, address_of: AddressOf, labels: Labels) -> tuple[NameList, ...]:
    """Return the people and the organisations that an article names; nothing where it names none.

    Args:
        article: whole.
        address_of: gives addresses.
        labels: of the reader.
    """
    return tuple(
        NameList(
            facet,
            labels.heading(facet),
            tuple(_row(article, facet, one, address_of, labels) for one in named[:MOST_LISTED]),
            LEFT_OUT if len(named) > MOST_LISTED else "",
        )
        for facet, named in _entities(article)
        if named
    )


def _row(
    article: Article, facet: str, entity: NamedEntity, address_of: AddressOf, labels: Labels
) -> NameRow:
    name = listed_name(entity)
    return NameRow(
        cut(name, OF_HITS.name),
        cut(entity.role, OF_HITS.name),
        address_of(facet, name),
        labels.counted(len(entity.mentions), "mentions"),
        tuple(islice(_readings(article, entity, labels), MOST_READ)),
    )


def _readings(article: Article, entity: NamedEntity, labels: Labels) -> Iterator[ReadingRow]:
    """How a name was read: each form with each of its reasons once."""
    told: set[tuple[str, str]] = set()
    for mention in entity.mentions:
        why = reason(article, entity, mention, labels)
        if (mention.text, why) not in told:
            told.add((mention.text, why))
            yield ReadingRow(cut(mention.text, OF_HITS.name), labels.field(mention.part), why)


def reason(article: Article, entity: NamedEntity, mention: NameMention, labels: Labels) -> Markup:
    """Return why words were read as a name: «وزير الخارجية» before the name.

    Args:
        article: that has them.
        entity: whose name it is.
        mention: of the name.
        labels: of the reader.
    """
    if not mention.reason:
        return escape(labels.gettext("by the name itself"))
    if mention.reason == mention.text:
        return escape(labels.gettext("as elsewhere in the article"))
    if mention.reason == entity.name:
        told = labels.gettext("“{words}” is the name in full")
    else:
        told = {
            "before": labels.gettext("“{words}” before the name"),
            "after": labels.gettext("“{words}” after the name"),
            "": labels.gettext("“{words}” in the article"),
        }[_side(getattr(article, mention.part), mention)]
    return escape(told).format(words=_WORDS.format(cut(mention.reason, OF_HITS.name)))


def _side(text: str, mention: NameMention) -> str:
    """Whether the words that a name was known by stand right before or right after it."""
    start, end = mention.start, mention.start + len(mention.text)
    before = text.rfind(mention.reason, max(0, start - NEAR - len(mention.reason)), start)
    after = text.find(mention.reason, end, end + NEAR + len(mention.reason))
    if before < 0 and after < 0:
        return ""
    ahead = start - before - len(mention.reason) if before >= 0 else NEAR + 1
    behind = after - end if after >= 0 else NEAR + 1
    return "before" if ahead <= behind else "after"
