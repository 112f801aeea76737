"""What comes in: the articles of files, each once, fit to be printed, with their facts."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from itertools import islice
from operator import attrgetter
from typing import Any

from index import sources
from index.addresses import address_key, spellings
from index.analysis import folded_words
from index.article import Article, addressable, identity
from index.article_versions import version_of
from index.facts.near_duplicates.finder import CopyFinder
from index.facts.reading import read_facts
from index.limits import DEFAULTS, SourceLimits
from index.progress import Report, Watcher
from index.reading_apart import read_apart
from index.records import packed
from index.sources.bounds import few, within_limits
from index.sources.reading import SKIPPED, InputFile, Problem, Recognition

# What may stand in a JSON string but not in a page or on disk: half a surrogate pair, and the
# control characters other than tab and newline.
_UNPRINTABLE = {
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **{code: None for code in range(0x20) if chr(code) not in "\t\n"},
}
_HAS_UNPRINTABLE = re.compile("[" + "".join(map(chr, _UNPRINTABLE)) + "]")
#: An id that may be no more than the number of a row.
_NUMBER = re.compile(r"[0-9]{1,7}")
_ATTRIBUTES = tuple(attribute.name for attribute in fields(Article))
_values = attrgetter(*_ATTRIBUTES)


@dataclass(frozen=True, slots=True)
class Advance:
    """Tells that so many bytes of the input are dealt with."""

    size: int


@dataclass(frozen=True, slots=True)
class Found:
    """An article as it was read, with the file that it was read from, for messages.

    Attributes:
        article: with its facts or without.
        file: that it was read from.
        limits: of what it may name.
        problems: met in its facts; ``None`` where these are still to be read.
        version: digest of the article as it was read, before its facts were.
        on_disk: the file on disk that it was read from; empty where it comes from an index.
    """

    article: Article
    file: str
    limits: SourceLimits = DEFAULTS
    problems: tuple[Problem, ...] | None = None
    version: bytes = b""
    on_disk: str = ""


class Seen:
    """Tells which articles were read before: two are one that share an id or address."""

    def __init__(self) -> None:
        # Of every name how it was written: the number of a usual spelling takes no room.
        self._names: dict[bytes, int | str] = {}
        self._numbers = RepeatedNumbers()

    def repeats(self, article_id: str, url: str, file: str) -> Problem | None:
        """Return what is told of an article that was read before; else remember it.

        Args:
            article_id: its id.
            url: its url, empty where it has none.
            file: that it was read from, for the message.
        """
        written = dict.fromkeys((article_id, url or article_id))
        keys = {name: address_key(name) for name in written}
        digests = {name: _digest(key) for name, key in keys.items()}
        for name in written:
            if (before := self._names.get(digests[name])) is not None:
                first = before if isinstance(before, str) else _spelled(keys[name], before)
                return repeated(article_id, name, first, file, self._numbers.hint(article_id))
        for name in written:
            self._names.setdefault(digests[name], _spelling(name, keys[name]))
        return None


class RepeatedNumbers:
    """Tells what ids may be that are no more than numbers of rows."""

    def __init__(self) -> None:
        self._repeated = 0
        self._is_told = False

    def hint(self, article_id: str) -> str:
        """Return once, when a second short number is repeated, what such numbers may be."""
        self._repeated += _NUMBER.fullmatch(article_id) is not None
        if self._is_told or self._repeated < 2:
            return ""
        self._is_told = True
        return "; if such ids only count the rows of each file, pass over them: --map id="


def _spelling(name: str, key: str) -> int | str:
    """Return the number of the spelling of a name, or the name itself where it has none."""
    usual = enumerate(spellings(key))
    return next((number for number, spelling in usual if spelling == name), name)


def _spelled(key: str, number: int) -> str:
    return next(islice(spellings(key), number, None))


def repeated(article_id: str, name: str, first: str, file: str, hint: str) -> Problem:
    """Return what is told of an article that was read before.

    Args:
        article_id: its id.
        name: the one of its names that was met before, as it writes that.
        first: as the one before wrote it.
        file: that it is in.
        hint: what is told besides.
    """
    message = f"the article {article_id} was read before"
    if name != first:
        told = "" if name == article_id else f" {name}"
        message += f": its address{told} is that of {first}"
    return Problem("repeated", file, f"{message}; the first one is kept{hint}")


def articles(
    files: Iterable[InputFile],
    format: str | None = None,
    advance: Callable[[int], None] = lambda size: None,
    *,
    aloud: bool = False,
) -> Iterator[Article | Problem | Recognition]:
    """Yield the articles of some files in their order, and the problems met in them.

    Args:
        files: as :func:`index.sources.find` gives them.
        format: name of their format; by default each file's is found from its content.
        advance: called with the number of bytes dealt with since the last call.
        aloud: whether to yield how each file was understood, too.
    """
    seen = Seen()
    for file in files:
        for found in read_file_aloud(file, format):
            if isinstance(found, Advance):
                advance(found.size)
            elif isinstance(found, Found):
                yield from _taken_in(found, seen)
            elif aloud or isinstance(found, Problem):
                yield found


def read_file(
    file: InputFile, format: str | None, *, facts: bool = True
) -> Iterator[Found | Problem | Advance]:
    """Yield the articles of a file, its problems, and how far it is read.

    Args:
        file: read within its limits, :mod:`index.reading_apart`.
        format: its name, if it was told.
        facts: whether the facts of the articles are read at once.
    """
    for found in read_file_aloud(file, format, facts=facts):
        if not isinstance(found, Recognition):
            yield found


def read_file_aloud(
    file: InputFile, format: str | None, *, facts: bool = True
) -> Iterator[Found | Problem | Recognition | Advance]:
    """Yield the same as :func:`read_file`, and how the file was understood."""
    left = file.size
    for read in read_apart(_with_facts if facts else _without_facts, file, format):
        if not isinstance(read, Found):
            yield read
            continue
        # How far a reader has come in its file only the reader knows; the size of what it gave is
        # near enough for a progress bar.
        size = min(left, len(read.article.body.encode("utf-8", "replace")))
        left -= size
        yield Advance(size)
        yield read
    yield Advance(left)


def _without_facts(file: InputFile, format: str | None) -> Iterator[Found | Problem | Recognition]:
    for read in within_limits(file, sources.read_aloud(file, format)):
        if isinstance(read, Article):
            version = version_of(read)
            yield Found(read, file.name, file.limits, version=version, on_disk=file.on_disk)
        else:
            yield read


def _with_facts(file: InputFile, format: str | None) -> Iterator[Found | Problem | Recognition]:
    for read in _without_facts(file, format):
        if not isinstance(read, Found):
            yield read
            continue
        article, problems = with_facts(read)
        if article is None:
            yield from problems
        else:
            yield replace(read, article=packed(article), problems=tuple(problems))


def with_facts(found: Found) -> tuple[Article | None, Sequence[Problem]]:
    """Return an article with its facts, if there is anything to be indexed, and its problems."""
    if found.problems is not None:
        return found.article, found.problems
    article = printable(found.article)
    if not (article.title or article.body):
        message = f"nothing printable in {found.article.id!r}"
        return None, [Problem("no_text", found.file, message)]
    read, problems = _facts_of(article, found.file)
    read, told = few(read, found.file, found.limits)
    return read, problems + told


def _facts_of(article: Article, file: str) -> tuple[Article, list[Problem]]:
    try:
        read, contradictions = read_facts(article)
    except MemoryError:
        raise
    except Exception as error:  # a fault of ours in one article costs no other
        message = (
            f"the facts of the article {article.id} cannot be read; it is kept without; please "
            f"report this as a fault: {type(error).__name__}: {error}"
        )
        return article, [Problem("bad_fact", file, message)]
    return read, [
        Problem("contradiction", file, f"{contradiction}; in the article {article.id}")
        for contradiction in contradictions
    ]


def read_files(
    files: Iterable[InputFile], format: str | None, report: Report, watcher: Watcher
) -> Iterator[Article]:
    """Yield the articles of files; tell the report and the watcher of the problems met."""
    for found in articles(files, format, watcher.advance):
        if isinstance(found, Article):
            yield found
        elif isinstance(found, Problem):
            (report.skipped if found.reason in SKIPPED else report.remarks)[found.reason] += 1
            watcher.problem(found)


def _taken_in(found: Found, seen: Seen) -> Iterator[Article | Problem]:
    article, problems = with_facts(found)
    if article is not None:
        if problem := seen.repeats(article.id, article.url, found.file):
            yield problem
            return
        yield article
    yield from problems


def _digest(name: str) -> bytes:
    """Return a name in 16 bytes, since those of millions of articles are kept."""
    return blake2b(name.encode("utf-8"), digest_size=16).digest()


def printable(article: Article) -> Article:
    """Return the article without characters that no page can show and no file can hold."""
    changed: dict[str, Any] = {}
    for attribute, value in zip(_ATTRIBUTES, _values(article), strict=True):
        if not value:  # as most are
            continue
        if isinstance(value, str):
            clean: Any = _printable(value).strip()
        elif isinstance(value, tuple) and all(isinstance(part, str) for part in value):
            clean = tuple(part for text in value if (part := _printable(text).strip()))
        else:
            continue
        if clean != value:
            changed[attribute] = clean
    if any(_HAS_UNPRINTABLE.search(mention.text) for mention in article.dates):
        changed["dates"] = tuple(
            replace(mention, text=_printable(mention.text)) for mention in article.dates
        )
    printed = replace(article, **changed) if changed else article
    known = addressable(printed.id or identity(url=printed.url, text=(printed.title, printed.body)))
    return printed if known == printed.id else replace(printed, id=known)


def _printable(text: str) -> str:
    # The search costs a tenth of the translation, and hardly ever finds anything.
    return text.translate(_UNPRINTABLE) if _HAS_UNPRINTABLE.search(text) else text


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
