"""Which articles of an archive go when others come: those with the same id or address."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from index.addresses import address_key
from index.article import Article
from index.article_versions import name_digests
from index.files_read.kept import FilesRead


class ChangeSet:
    """The articles that come into an archive and go out of it.

    It counts what was changed while the articles of the archive are shown to it.

    Attributes:
        new: the articles that come, each with its facts.
        missing: the ids and urls of articles to be removed that no article shown so far has, as
            they were given.
        removed: how many articles went without a new version.
        settled: how many of the new ones, the first, did not arrive now: they take the place of
            some that were there when the sources were last read as a whole.
    """

    def __init__(
        self, new: Sequence[Article] = (), gone: Iterable[str] = (), settled: int = 0
    ) -> None:
        """Begin with nothing changed.

        Args:
            new: articles to be put in; no two with one id or url.
            gone: ids or urls of articles to be taken out.
            settled: see above; where there are any, all that arrived before is among the others.
        """
        self.new = tuple(new)
        self.settled = settled
        self.missing = dict.fromkeys(gone)
        self.removed = 0
        self._gone: defaultdict[str, list[str]] = defaultdict(list)
        for given in self.missing:
            self._gone[address_key(given)].append(given)
        self._replacing: set[int] = set()
        self._went: set[bytes] = set()
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        for number, article in enumerate(self.new):
            for name in names_of(article):
                self._by_name[name].append(number)

    @property
    def replaced(self) -> int:
        """Return how many of the new articles are versions of others that went."""
        return len(self._replacing)

    @property
    def names(self) -> list[str]:
        """Return all names (:func:`names_of`) by which an article of the archive may go."""
        return [*self._by_name, *self._gone]

    def concerns(self, article: Article) -> bool:
        """Tell whether an article of the archive goes."""
        names = names_of(article)
        return any(name in self._by_name or name in self._gone for name in names)

    def take_out(self, article: Article) -> None:
        """Note that an article of the archive went.

        One new article is the new version of one that goes; what else has its name is removed.
        Articles that go are shown once each, in the order of the archive.

        Args:
            article: one that goes (:meth:`concerns`).
        """
        self._went.update(name_digests(article.id, article.url))
        names = names_of(article)
        named = [given for name in names for given in self._gone.get(name, ())]
        for given in named:
            self.missing.pop(given, None)
        coming = sorted({number for name in names for number in self._by_name.get(name, ())})
        version = next((one for one in coming if one not in self._replacing), None)
        if named or version is None:
            self.removed += 1
        else:
            self._replacing.add(version)

    def recorded(self, files: FilesRead) -> FilesRead:
        """Return what is known of files when the articles that were taken out are gone."""
        return files.without(self._went) if self._went else files

    def applied(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Yield the articles of an archive in their order, as they are after the change.

        The new articles come last, new versions of others among them.
        """
        for article in articles:
            if self.concerns(article):
                self.take_out(article)
            else:
                yield article
        yield from self.new


def names_of(article: Article) -> frozenset[str]:
    """Return the names by which an article is known: its id, and its url where it has one.

    All spellings of an address are one name (:func:`index.addresses.address_key`).
    """
    return frozenset(map(address_key, (article.id, article.url or article.id)))
