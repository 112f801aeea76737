"""What an archive says of the names in it: in which articles, in which roles, in whose company."""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from index.article import Article
from index.names.accepted import ATTRIBUTES, Kind, writing_of

_DAYS_A_WEEK = 7
#: No more articles of one name are looked at for its company.
_LOOKED_AT = 200


@dataclass(slots=True)
class NameFigures:
    """A name of an archive.

    Attributes:
        kind: of the name.
        text: as facets list it, whatever entry it has.
        articles: the numbers of those that name it, ascending.
        roles: how many articles say what of it, as printed.
    """

    kind: Kind
    text: str
    articles: "array[int]" = field(default_factory=lambda: array("I"))
    roles: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """How many articles name it."""
        return len(self.articles)


@dataclass(frozen=True, slots=True)
class ArchiveNames:
    """The names of an archive.

    Attributes:
        names: each once, by their numbers.
        named: the numbers of the names of each article that has any.
        weeks: the week of each of these articles since 1 January of the year 1; 0 where it has no
            date.
    """

    names: Sequence[NameFigures]
    named: Sequence["array[int]"]
    weeks: Sequence[int]

    def company(self, number: int, without: Collection[int] = ()) -> Counter[int]:
        """Return who else stands in the articles of a name, with the number of these articles.

        Of a name with very many articles some are looked at, evenly spread.

        Args:
            number: of the name.
            without: articles that are left aside.
        """
        found = Counter[int]()
        for article in self.looked_at(number):
            if article not in without:
                found.update(self.named[article])
        found.pop(number, None)
        return found

    def looked_at(self, number: int) -> Sequence[int]:
        """Return the articles of a name that are looked at for its company."""
        articles = self.names[number].articles
        step = -(-len(articles) // _LOOKED_AT)
        return articles[::step] if step else articles


def names_in(
    articles: Iterable[Article], advance: Callable[[int], None] = lambda _: None
) -> ArchiveNames:
    """Gather the names of articles; memory grows with the names and where they stand.

    Args:
        articles: of the archive, each once.
        advance: called with the number of articles dealt with since the last call.
    """
    names: list[NameFigures] = []
    numbers: dict[tuple[Kind, str], int] = {}
    named: list[array[int]] = []
    weeks = array("I")
    for article in articles:
        advance(1)
        held = array("I")
        for kind, attribute in ATTRIBUTES.items():
            for entity in getattr(article, attribute):
                text = writing_of(kind, entity.name)
                number = numbers.setdefault((kind, text), len(names))
                if number == len(names):
                    names.append(NameFigures(kind, text))
                if number in held:
                    continue
                held.append(number)
                names[number].articles.append(len(named))
                if entity.role:
                    names[number].roles[entity.role] += 1
        if held:
            named.append(held)
            day = article.published.toordinal() if article.published else 0
            weeks.append(day // _DAYS_A_WEEK)
    return ArchiveNames(names, named, weeks)
