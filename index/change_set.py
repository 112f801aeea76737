"""Which articles of an archive go when others come: those with the same id or address."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from index.addresses import address_key
from index.article import Article


class ChangeSet:
    """The articles that come into an archive and go out of it.

    It counts what was changed while the articles of the archive are shown to it.

    Attributes:
        new: the articles that come, each with its facts.
        missing: the ids and urls of articles to be removed that no article shown so far has, as
            they were given.
        removed: how many articles went without another in their place.
    """

    def __init__(self, new: Sequence[Article] = (), gone: Iterable[str] = ()) -> None:
        """Begin with nothing changed.

        Args:
            new: articles to be put in; no two with one id or url.
            gone: ids or urls of articles to be taken out.
        """
        self.new = tuple(new)
        self.missing = dict.fromkeys(gone)
        self.removed = 0
        self._gone: defaultdict[str, list[str]] = defaultdict(list)
        for given in self.missing:
            self._gone[address_key(given)].append(given)
        self._placed: set[int] = set()
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        for number, article in enumerate(self.new):
            for name in names_of(article):
                self._by_name[name].append(number)

    @property
    def replaced(self) -> int:
        """Return how many of the new articles took the place of others."""
        return len(self._placed)

    @property
    def names(self) -> list[str]:
        """Return all names (:func:`names_of`) by which an article of the archive may go."""
        return [*self._by_name, *self._gone]

    def concerns(self, article: Article) -> bool:
        """Tell whether an article of the archive goes."""
        names = names_of(article)
        return any(name in self._by_name or name in self._gone for name in names)

    def successor(self, article: Article) -> int | None:
        """Give the place of an article that goes to one of the new articles.

        Each new article takes one place. Articles that go are shown once each, in the order of the
        archive.

        Args:
            article: one that goes (:meth:`concerns`).

        Returns:
            The number of the new article, or ``None`` where the place is given up.
        """
        names = names_of(article)
        named = [given for name in names for given in self._gone.get(name, ())]
        for given in named:
            self.missing.pop(given, None)
        coming = sorted({number for name in names for number in self._by_name.get(name, ())})
        if not named:
            for number in coming:
                if number not in self._placed:
                    self._placed.add(number)
                    return number
        self.removed += 1
        return None

    def unplaced(self) -> list[int]:
        """Return the numbers of the new articles that took no place, once all have been shown."""
        return [number for number in range(len(self.new)) if number not in self._placed]

    def applied(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Yield the articles of an archive in their order, as they are after the change.

        Those of the new articles that take nobody's place come last.
        """
        for article in articles:
            if not self.concerns(article):
                yield article
            elif (number := self.successor(article)) is not None:
                yield self.new[number]
        for number in self.unplaced():
            yield self.new[number]


def names_of(article: Article) -> frozenset[str]:
    """Return the names by which an article is known: its id, and its url where it has one.

    All spellings of an address are one name (:func:`index.addresses.address_key`).
    """
    return frozenset(map(address_key, (article.id, article.url or article.id)))
