"""Which articles of an archive go when others come: those with the same id or url."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from index.article import Article


class Turnover:
    """What is to be changed in an archive, and while its articles pass by, what was.

    Attributes:
        new: the articles that come, each with its facts; no two with one id or url.
        replaced: how many of them took the place of others.
        removed: how many went without another in their place.
        missing: the names of articles to be removed that no article has (so far).
    """

    def __init__(self, new: Sequence[Article] = (), gone: Iterable[str] = ()) -> None:
        """Args:
        new: articles to be put in.
        gone: ids or urls of articles to be taken out.
        """
        self.new = tuple(new)
        self.missing = dict.fromkeys(gone)
        self.removed = 0
        self._gone = frozenset(self.missing)
        self._placed: set[int] = set()
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        for number, article in enumerate(self.new):
            for name in names_of(article):
                self._by_name[name].append(number)

    @property
    def replaced(self) -> int:
        """How many of the new articles took the place of others."""
        return len(self._placed)

    @property
    def names(self) -> list[str]:
        """All ids and urls by which an article may go."""
        return [*self._by_name, *self._gone]

    def concerns(self, article: Article) -> bool:
        """Whether an article of the archive goes."""
        names = names_of(article)
        return any(name in self._by_name or name in self._gone for name in names)

    def successor(self, article: Article) -> int | None:
        """Which of the new articles takes the place of one that goes; each takes one place.

        Articles that go are to be asked for once each, in the order of the archive.
        """
        names = names_of(article)
        for name in names:
            self.missing.pop(name, None)
        coming = sorted({number for name in names for number in self._by_name.get(name, ())})
        if not self._gone.intersection(names):
            for number in coming:
                if number not in self._placed:
                    self._placed.add(number)
                    return number
        self.removed += 1
        return None

    def unplaced(self) -> list[int]:
        """Those of the new articles that took no place; when all have been asked for."""
        return [number for number in range(len(self.new)) if number not in self._placed]

    def applied(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The articles of an archive in their order, after the change."""
        for article in articles:
            if not self.concerns(article):
                yield article
            elif (number := self.successor(article)) is not None:
                yield self.new[number]
        for number in self.unplaced():
            yield self.new[number]


def names_of(article: Article) -> frozenset[str]:
    """By what an article is known: its id, and its url where it has one."""
    return frozenset((article.id, article.url or article.id))
