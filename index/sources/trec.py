"""``trec``: ``<DOC>`` records of tagged fields, as the ANT corpus has them, one or many a file.

::

    <DOC>
    <DOCNO>…</DOCNO> <URL>…</URL> <SRC>…</SRC> <CAT>…</CAT>
    <TITLE>…</TITLE> <TIME>31/05/2017 or 2017-05-31T09:30:00+01:00</TIME> <AUTHOR>…</AUTHOR>
    <ABSTRACT>…</ABSTRACT>
    <TEXT>…</TEXT>
    </DOC>

It looks like XML and is none: ``&`` and ``<`` stand bare in the text, so no XML parser reads it.
"""

import html
import re
from collections.abc import Iterator
from datetime import date, datetime

from index.article import Article, identity
from index.sources.files.decoding import damaged, lines, mend, mend_line, mend_name
from index.sources.reading import InputFile, Problem
from index.sources.records import dates
from index.sources.records.prose import deck_apart, paragraphs

_NAMES = ("DOCNO", "URL", "SRC", "CAT", "TITLE", "TIME", "AUTHOR", "ABSTRACT", "TEXT")
_ANY = "|".join(_NAMES)
_START, _END = "<DOC>", "</DOC>"
# A field ends at its own end tag or, where that was lost, at the next field.
_FIELD = re.compile(rf"<({_ANY})>(.*?)(?=</\1>|<(?:{_ANY})>|\Z)", re.S)


def read(file: InputFile) -> Iterator[Article | Problem]:
    """Yield the articles of a file of ``<DOC>`` records; a broken record costs no other record.

    Args:
        file: UTF-8, with or without mark, or UTF-16 with one.

    Raises:
        OSError: the file cannot be opened or read.
        UnicodeDecodeError: a UTF-16 file is broken.
    """
    number = 0
    for number, (line, text, closed) in enumerate(_records(lines(file)), start=1):
        if not closed:
            message = f"this {_START} has no {_END}"
            yield Problem("broken", file.name, message, line=line, record=number)
        elif damaged(text):
            message = "bytes that are not UTF-8"
            yield Problem("unreadable", file.name, message, line=line, record=number)
        else:
            yield from _article(file, text, line, number)
    if not number:
        yield Problem("broken", file.name, f"no {_START} in the file")


def _records(source: Iterator[str]) -> Iterator[tuple[int, str, bool]]:
    """Yield each record: the line it starts on, what stands in it, whether it was ended."""
    started = 0
    parts: list[str] = []
    for number, line in enumerate(source, start=1):
        for held in re.split(f"({_START}|{_END})", line):
            if held == _START:
                if started:
                    yield started, "".join(parts), False
                started, parts = number, []
            elif held == _END and started:
                yield started, "".join(parts), True
                started = 0
            elif started:
                parts.append(held)
    if started:
        yield started, "".join(parts), False


def _article(file: InputFile, text: str, line: int, number: int) -> Iterator[Article | Problem]:
    found = dict(reversed(_FIELD.findall(text)))  # the first of each name
    fields = {name: mend(html.unescape(found.get(name, ""))) for name in _NAMES}
    abstract, body = paragraphs(fields["ABSTRACT"]), paragraphs(fields["TEXT"])
    if not abstract and not body:
        message = "the record has neither TEXT nor ABSTRACT"
        yield Problem("no_text", file.name, message, line=line, record=number)
        return
    published, problems = dates.published(
        fields["TIME"], file, parse=_time, line=line, record=number
    )
    title = " ".join(fields["TITLE"].split())
    url = mend_line(found.get("URL", ""))  # as it stands: "&copy=1" is no copyright sign there
    yield Article(
        id=identity(id=url or mend_line(fields["DOCNO"]), text=(title, abstract, body)),
        url=url,
        title=title,
        deck=deck_apart(abstract, body) if body else "",
        body=body or abstract,
        byline=fields["AUTHOR"],
        section=mend_name(fields["CAT"]),
        source=mend_name(fields["SRC"]),
        published=published,
    )
    yield from problems


def _time(text: str) -> date:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        return dates.iso(text)
