"""``newsml``: NewsML-G2, items alone or in a message, and NewsML 1."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.article import Article
from index.sources.files.decoding import mend_line
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.xml import newsml_g2, newsml_one
from index.sources.xml.entries import counted
from index.sources.xml.items import items_of
from index.sources.xml.namespaces import local

_NAMES = "newsItem|packageItem|knowledgeItem|conceptItem|planningItem|NewsItem"


@dataclass(slots=True)
class _Newest:
    """The newest version of each item, in the order in which they were met first."""

    versions: dict[str, int] = field(default_factory=dict)
    found: dict[str, list[Article | Problem]] = field(default_factory=dict)
    older: Counter[str] = field(default_factory=Counter)


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield the articles of a file, of each item the newest version.

    Args:
        file: in whatever encoding it declares.

    Raises:
        OSError: the file cannot be opened or read.
    """
    newest = _Newest()
    left: Counter[str] = Counter()
    for item in items_of(file, _NAMES):
        if isinstance(item, Problem):
            yield item
            continue
        module = newsml_one if local(item.element) == "NewsItem" else newsml_g2
        key, version = module.key_of(item.element)
        key = mend_line(key) or f"item {item.number}"
        if version < newest.versions.get(key, -1):
            newest.older[key] += 1
            continue
        newest.older[key] += key in newest.versions
        newest.versions[key] = version
        newest.found[key] = list(module.read_item(file, item.element, item.number, left))
    for found in newest.found.values():
        yield from found
    older = +newest.older
    if older:
        message = (
            f"{older.total()} older versions of {len(older)} items are left out; "
            "the highest version of each is kept"
        )
        yield Problem("left_out", file.name, message)
    if left:
        yield Recognition(file.name, f"elements left out: {counted(left)}")
