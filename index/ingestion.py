"""What comes in: the articles of files, each once, fit to be printed, with their facts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from hashlib import blake2b
from typing import Any

from index import sources
from index.analysis import folded_words
from index.article import Article, identity
from index.facts.near_duplicates.finder import CopyFinder
from index.facts.reading import read_facts
from index.progress import Report, Watcher
from index.sources.reading import SKIPPED, InputFile, Problem

# What may stand in a JSON string but not in a page or on disk: half a surrogate pair, and the
# control characters other than tab and newline.
_UNPRINTABLE = {
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **{code: None for code in range(0x20) if chr(code) not in "\t\n"},
}


def articles(
    files: Iterable[InputFile],
    format: str | None = None,
    advance: Callable[[int], None] = lambda size: None,
) -> Iterator[Article | Problem]:
    """Yield the articles of some files in their order, and the problems met in them.

    Args:
        files: as :func:`index.sources.find` gives them.
        format: name of their format; by default each file's is found from its content.
        advance: called with the number of bytes dealt with since the last call.
    """
    seen: set[bytes] = set()
    for file in files:
        left = file.size
        for read in sources.read(file, format):
            if isinstance(read, Problem):
                yield read
                continue
            # How far a reader has come in its file only the reader knows; the size of what it
            # gave is near enough for a progress bar.
            size = min(left, len(read.body.encode("utf-8", "replace")))
            left -= size
            advance(size)
            yield from _taken_in(read, file, seen)
        advance(left)


def read_files(
    files: Sequence[InputFile], format: str | None, report: Report, watcher: Watcher
) -> Iterator[Article]:
    """Yield the articles of files; tell the report and the watcher of the problems met."""
    for found in articles(files, format, watcher.advance):
        if isinstance(found, Article):
            yield found
            continue
        (report.skipped if found.reason in SKIPPED else report.remarks)[found.reason] += 1
        watcher.problem(found)


def _taken_in(read: Article, file: InputFile, seen: set[bytes]) -> Iterator[Article | Problem]:
    article = printable(read)
    if not (article.title or article.body):
        yield Problem("no_text", file.name, f"nothing printable in {read.id!r}")
        return
    names = {_digest(article.id), _digest(article.url or article.id)}
    if names & seen:
        message = f"the article {article.id} was read before; the first one is kept"
        yield Problem("repeated", file.name, message)
        return
    seen |= names
    found, contradictions = read_facts(article)
    yield found
    for contradiction in contradictions:
        message = f"{contradiction}; in the article {article.id}"
        yield Problem("contradiction", file.name, message)


def _digest(name: str) -> bytes:
    """Return an id or url in 16 bytes, since those of millions of articles are kept."""
    return blake2b(name.encode("utf-8"), digest_size=16).digest()


def printable(article: Article) -> Article:
    """Return the article without characters that no page can show and no file can hold."""
    changed: dict[str, Any] = {}
    for attribute in fields(article):
        value = getattr(article, attribute.name)
        if isinstance(value, str):
            clean: Any = value.translate(_UNPRINTABLE).strip()
        elif isinstance(value, tuple) and all(isinstance(part, str) for part in value):
            cleaned = (part.translate(_UNPRINTABLE).strip() for part in value)
            clean = tuple(part for part in cleaned if part)
        else:
            continue
        if clean != value:
            changed[attribute.name] = clean
    if any(mention.text.translate(_UNPRINTABLE) != mention.text for mention in article.dates):
        changed["dates"] = tuple(
            replace(mention, text=mention.text.translate(_UNPRINTABLE)) for mention in article.dates
        )
    printed = replace(article, **changed) if changed else article
    if printed.id:
        return printed
    return replace(printed, id=identity(url=printed.url, text=(printed.title, printed.body)))


def text_words(article: Article) -> tuple[str, ...]:
    """Return the folded words of an article's body, or of its headline where it has no body."""
    return folded_words(article.body or article.title)


def same_stories(found: Sequence[Article]) -> dict[str, tuple[str, ...]]:
    """Return for every article, by id, the ids of its copies and teasers among these."""
    with CopyFinder() as copies:
        for article in found:
            copies.add(article, text_words(article))
        representatives = copies.freeze()
    ids: defaultdict[int, list[str]] = defaultdict(list)
    for article, representative in zip(found, representatives, strict=True):
        ids[representative].append(article.id)
    return {
        article.id: tuple(other for other in ids[representative] if other != article.id)
        for article, representative in zip(found, representatives, strict=True)
    }
