"""Articles that name people and organisations, and archives of them."""

from collections.abc import Sequence

from index.article import Article, NamedEntity, NameMention
from index.indexing import Report, Watcher
from index.intake import tasks_of_articles
from index.manifest import Origin
from index.stores import Store
from index.write_loop import write


def named(
    number: int, *persons: str | tuple[str, str], organisations: Sequence[str] = ()
) -> Article:
    """An article that names some people, each by a name or by a name and a role."""
    pairs = [(one, "") if isinstance(one, str) else one for one in persons]
    return Article(
        id=f"a{number}",
        title=f"خبر رقم {number}",
        body=f"نص الخبر {number} عن أمور كثيرة",
        persons=tuple(_entity(name, role) for name, role in pairs),
        organisations=tuple(_entity(name, "") for name in organisations),
    )


def _entity(name: str, role: str) -> NamedEntity:
    return NamedEntity(name, (NameMention(name, "body", 0),), role)


def build(store: Store, articles: Sequence[Article]) -> None:
    """Build an archive of articles that have their facts."""
    write(
        store,
        tasks_of_articles(articles),
        lambda _: Origin((), None, {}),
        Report(),
        Watcher(),
        workers=1,
    )
