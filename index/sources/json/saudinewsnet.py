"""``saudinewsnet``: one JSON array of records, as the SaudiNewsNet corpus is published.

A record has ``source, url, date_extracted, title, author, content``, all of them texts.
``date_extracted`` is the time of collection, and no other date is given: the day of publication is
read from address and text (:func:`index.facts.dates.publication.collected`). ``author`` often holds
datelines and byline in one, see :mod:`index.facts.datelines`.
"""

import html
import json
import re
from collections.abc import Iterator

from index.article import Article, identity
from index.facts.datelines import split_byline
from index.facts.dates import publication
from index.sources.files.decoding import mend, mend_line, mend_name, whole
from index.sources.reading import InputFile, Problem
from index.sources.records import dates
from index.sources.records.prose import paragraphs

_FIELDS = ("source", "url", "date_extracted", "title", "author", "content")
_BETWEEN = re.compile(r"[\s,]*")


def read(file: InputFile) -> Iterator[Article | Problem]:
    """Yield the articles of one array, up to the place where its JSON breaks, if it does.

    Args:
        file: UTF-8, with or without mark, or UTF-16 with one.

    Raises:
        OSError: the file cannot be opened or read.
        UnicodeDecodeError: it is in another encoding.
    """
    text = whole(file)
    try:
        for number, record in enumerate(_records(text), start=1):
            yield from _article(file, record, number)
    except json.JSONDecodeError as error:
        message = f"broken JSON at column {error.colno}: {error.msg}; the rest is not read"
        yield Problem("broken", file.name, message, line=error.lineno)
    except (ValueError, RecursionError):
        message = "JSON with a number too long or a nesting too deep to read"
        yield Problem("broken", file.name, message)


def _records(text: str) -> Iterator[object]:
    # One by one instead of json.loads: a file that was cut off keeps the records before the cut.
    decoder = json.JSONDecoder()
    at = len(text) - len(text.lstrip())
    if not text.startswith("[", at):
        raise json.JSONDecodeError("a JSON array of records is expected", text, at)
    at = _after_comma(text, at + 1)
    while not text.startswith("]", at):
        record, at = decoder.raw_decode(text, at)
        yield record
        at = _after_comma(text, at)


def _after_comma(text: str, at: int) -> int:
    gap = _BETWEEN.match(text, at)
    return gap.end() if gap else at


def _article(file: InputFile, record: object, number: int) -> Iterator[Article | Problem]:
    if not isinstance(record, dict):
        message = f"a JSON object is expected, not {type(record).__name__}"
        yield Problem("broken", file.name, message, record=number)
        return
    wrong = [name for name in _FIELDS if not isinstance(record.get(name) or "", str)]
    if wrong:
        message = f"field {wrong[0]!r} must be text"
        yield Problem("broken", file.name, message, record=number)
        return
    texts = {name: mend(html.unescape(record.get(name) or "")) for name in _FIELDS}
    title, body = " ".join(texts["title"].split()), paragraphs(texts["content"])
    if not body:
        yield Problem("no_text", file.name, "the record has no content", record=number)
        return
    collected, problems = dates.published(texts["date_extracted"], file, record=number)
    author = split_byline(texts["author"])
    url = mend_line(record.get("url") or "")
    article = Article(
        id=identity(url=url, text=(title, body)),
        url=url,
        title=title,
        body=body,
        byline=author.byline,
        datelines=tuple(map(mend_name, author.datelines)),
        source=mend_name(texts["source"]),
    )
    yield publication.collected(article, collected) if collected else article
    yield from problems
