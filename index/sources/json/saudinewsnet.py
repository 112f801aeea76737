"""``saudinewsnet``: one JSON array of records, as the SaudiNewsNet corpus is published.

A record has ``source, url, date_extracted, title, author, content``, all of them texts.
``date_extracted`` is the time of collection, and no other date is given: the day of publication is
read from address and text (:func:`index.facts.dates.publication.collected`). ``author`` often holds
datelines and byline in one, see :mod:`index.facts.datelines`.
"""

import html
from collections.abc import Iterator
from dataclasses import replace

from index.article import Article, identity
from index.facts.datelines import split_byline
from index.facts.dates import publication
from index.sources.files.decoding import mend, mend_line, mend_name
from index.sources.json.shapes import Record, Shapes
from index.sources.json.walking import members
from index.sources.reading import InputFile, Problem
from index.sources.records import dates
from index.sources.records.left_aside import LeftAside
from index.sources.records.prose import paragraphs

_FIELDS = ("source", "url", "date_extracted", "title", "author", "content")
_KNOWN = frozenset(_FIELDS)


def read(file: InputFile) -> Iterator[Article | Problem]:
    """Yield the articles of a file, up to the place where its JSON breaks, if it does.

    Args:
        file: UTF-8, with or without mark, or UTF-16 with one.

    Raises:
        OSError: the file cannot be opened or read.
        UnicodeDecodeError: a UTF-16 file is broken.
    """
    left = LeftAside()
    for number, found in enumerate(members(file, Shapes()), start=1):
        if isinstance(found, Problem):
            yield found
            continue
        left.next_record()
        for name, value in found.values.items():
            if name not in _KNOWN:
                left.add(name, value, found.line)
        yield from _article(file, found.values, found.number or number)
    for problem in left.told(file):
        # Names are not mapped here, but where the same records are read as any others.
        message = problem.message.replace("--map", "--format json --map")
        yield replace(problem, message=message)


def _article(file: InputFile, record: Record, number: int) -> Iterator[Article | Problem]:
    wrong = [name for name in _FIELDS if not isinstance(record.get(name) or "", str)]
    if wrong:
        message = f"field {wrong[0]!r} must be text"
        yield Problem("broken", file.name, message, record=number)
        return
    texts = {name: mend(html.unescape(str(record.get(name) or ""))) for name in _FIELDS}
    title, body = " ".join(texts["title"].split()), paragraphs(texts["content"])
    if not body:
        yield Problem("no_text", file.name, "the record has no content", record=number)
        return
    collected, problems = dates.published(
        texts["date_extracted"], file, record=number, name="date_extracted"
    )
    author = split_byline(texts["author"])
    url = mend_line(str(record.get("url") or ""))
    article = Article(
        id=identity(url=url, text=(title, body)),
        url=url,
        title=title,
        body=body,
        byline=author.byline,
        datelines=tuple(map(mend_name, author.datelines)),
        source=mend_name(texts["source"]),
        captured=collected,
    )
    yield publication.collected(article, collected) if collected else article
    yield from problems
