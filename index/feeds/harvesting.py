"""What came from feeds: what of it is new, where it is kept, when the feed is asked again."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from index.addresses import address_key
from index.article import Article
from index.feeds.feed import Feed
from index.feeds.feed_reading import FeedRead, digest_of, is_distinct, read_feed
from index.feeds.fetching import Answer
from index.feeds.kept_articles import KeptArticles
from index.feeds.page_reading import is_teaser, with_page
from index.feeds.polling import PagesFetched, Polled
from index.feeds.remembered import Entry, FeedRecord
from index.feeds.schedule import Schedule
from index.feeds.state import State
from index.feeds.troubles import FetchTrouble
from index.limits import SourceLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What came of asking for a feed, for people.

    Attributes:
        record: of the feed, as it is now.
        new: articles that are new to the archive, and
        changed: that their feed tells otherwise than before, and
        same: that it tells as before, and
        elsewhere: that another feed brought before.
        unchanged: whether the server says that nothing has changed (304).
        trouble: why nothing came; empty where it did.
        remarks: on what came, one line each.
    """

    record: FeedRecord
    new: int = 0
    changed: int = 0
    same: int = 0
    elsewhere: int = 0
    unchanged: bool = False
    trouble: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is new in a feed and is not kept yet.

    Attributes:
        record: of the feed, as it will be.
        told: of the harvest, without what is kept.
        articles: that are new or have changed, with
        digests: of what the feed says of them, by their ids, and
        files: of those that are kept already, likewise.
        wanted: those whose pages are wanted.
    """

    record: FeedRecord
    told: Harvest
    articles: tuple[Article, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    wanted: tuple[Article, ...] = ()

    def listed_as(self, record: FeedRecord) -> "Gathered":
        """Return the same of a feed that stands otherwise in the list now."""
        name = record.name or self.record.name
        record = replace(self.record, place=record.place, name=name)
        return replace(self, record=record, told=replace(self.told, record=record))


class Harvester:
    """Takes what came from feeds; of one thread."""

    def __init__(
        self,
        state: State,
        kept: KeptArticles,
        schedule: Schedule,
        *,
        limits: SourceLimits,
        with_pages: bool = False,
    ) -> None:
        """
        Args:
            state: that remembers it.
            kept: where articles are kept.
            schedule: when feeds are asked.
            limits: of what a source may cost.
            with_pages: whether the pages of teasers are wanted.
        """
        self._state, self._kept, self._schedule = state, kept, schedule
        self._now, self._limits, self._with_pages = schedule.now, limits, with_pages

    def gather(self, polled: Polled, feed: Feed) -> Gathered:
        """Return what is new in what came.

        Args:
            polled: how the feed answered.
            feed: as the list has it.
        """
        try:
            if polled.answer is None:
                raise polled.trouble or FetchTrouble("failing", "no answer")
            if polled.answer.body is None:
                record = self._schedule.succeeded(polled.record, polled.answer)
                return Gathered(record, Harvest(record=record, unchanged=True))
            body = polled.answer.body
            scope = polled.record.scope
            read = read_feed(
                *(body.raw, polled.answer.address, feed, scope, self._now(), self._limits)
            )
            return self._sorted(polled.record, polled.answer, read)
        except FetchTrouble as trouble:
            record = self._schedule.failed(polled.record, trouble)
            return Gathered(record, Harvest(record=record, trouble=str(trouble)))

    def keep(self, gathered: Gathered, pages: PagesFetched | None = None) -> Harvest:
        """Keep what is new; it waits to be published from now on.

        Args:
            gathered: of one feed.
            pages: those that were wanted.
        """
        remarks, articles = list(gathered.told.remarks), list(gathered.articles)
        if pages is not None:
            articles = [self._with_page(one, pages) for one in articles]
            remarks += self._pages_told(gathered, articles, pages)
        # Another feed may have brought it while its page was fetched.
        articles = [one for one in articles if one.id in gathered.files or not self._is_known(one)]
        files = self._kept.put(articles, gathered.files, self._now()) if articles else {}
        entries = [
            Entry(
                id=one.id,
                url=one.url,
                feed=gathered.record.address,
                digest=gathered.digests[one.id],
                file=files[one.id],
            )
            for one in articles
        ]
        self._state.take(gathered.record, entries)
        return replace(gathered.told, remarks=tuple(remarks))

    def _is_known(self, article: Article) -> bool:
        return self._state.entry(article.id, article.url) is not None

    def _with_page(self, article: Article, pages: PagesFetched) -> Article:
        raw = pages.pages.get(article.id)
        found = with_page(article, raw, self._limits) if raw is not None else None
        return found or article

    def _pages_told(
        self, gathered: Gathered, articles: list[Article], pages: PagesFetched
    ) -> list[str]:
        wanted = {one.id for one in gathered.wanted}
        before = {one.id: one for one in gathered.articles}
        taken = sum(one is not before[one.id] for one in articles if one.id in wanted)
        told = [f"{taken} of {len(wanted)} pages read"] if wanted else []
        whys = Counter(str(trouble) for trouble in pages.troubles.values())
        return told + [f"{count} pages: {why}" for why, count in whys.most_common()]

    def _sorted(self, record: FeedRecord, answer: Answer, read: FeedRead) -> Gathered:
        counts: Counter[str] = Counter()
        articles: list[Article] = []
        digests: dict[str, str] = {}
        files: dict[str, str] = {}
        for article in read.articles:
            digest = digest_of(article)
            known = self._state.entry(article.id, article.url)
            if known is None and is_distinct(article):
                # Some servers write who asks into the links of their articles.
                known = self._state.told_alike(record.address, digest)
            kind = self._kind(known, record, article, digest)
            counts[kind] += 1
            if kind in ("same", "elsewhere"):
                continue
            if known is not None:
                article = _as_before(article, known)
                files[article.id] = known.file
            articles.append(article)
            digests[article.id] = digest
        remarks = read.problems
        if answer.body is not None and not answer.body.is_whole:
            remarks = (*remarks, "the answer was cut off; what came of it is taken")
        record = self._schedule.succeeded(record, answer)
        record = replace(record, name=record.name or read.title)
        told = Harvest(
            record=record,
            new=counts["new"],
            changed=counts["changed"],
            same=counts["same"],
            elsewhere=counts["elsewhere"],
            remarks=remarks,
        )
        wanted = tuple(one for one in articles if self._with_pages and is_teaser(one))
        return Gathered(record, told, tuple(articles), digests, files, wanted)

    def _kind(self, known: Entry | None, record: FeedRecord, article: Article, digest: str) -> str:
        if known is None:
            return "new"
        if known.feed != record.address and self._state.is_listed(known.feed):
            # One feed says how an article reads: that of its own site, else the first that came.
            own = host_of(article.url)
            if host_of(known.feed) == own or host_of(record.address) != own:
                return "elsewhere"
        return "same" if known.digest == digest else "changed"


def host_of(address: str) -> str:
    """Return the host of an address in small letters; empty where it has none."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _as_before(article: Article, known: Entry) -> Article:
    """Return an article that has changed under the names by which the archive knows it."""
    is_same = address_key(article.url) == address_key(known.url)
    return replace(article, id=known.id, url=known.url if is_same else article.url)
