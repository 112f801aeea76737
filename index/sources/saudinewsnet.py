"""``saudinewsnet``: one JSON array of records, as the SaudiNewsNet corpus is published.

A record has ``source, url, date_extracted, title, author, content``, all of them texts.
``date_extracted`` is the time of collection; no other date is given, so it stands as the time of
publication. ``author`` often holds the datelines before a colon and the byline after it.
"""

import html
import json
import re
from collections.abc import Iterator

from index.article import Article, identity
from index.sources import dates
from index.sources.decoding import mend, mend_line, mend_name, whole
from index.sources.prose import paragraphs
from index.sources.reading import InputFile, Problem

_FIELDS = ("source", "url", "date_extracted", "title", "author", "content")
# Some papers print the time of publication behind the name, or in its place.
_STAMP = re.compile(r"[\s|]*(?:\w+,\s)?(?:\d\d? \w+|\w+ \d\d?,) \d{4}\b.{0,4}\d\d?:\d\d.{0,3}$")
_LONGEST_AUTHOR = 300
_BETWEEN = re.compile(r"[\s,]*")
_DASH = re.compile(r"\s+[-–ـ]\s*|\s*[-–ـ]\s+")
_COMMA = re.compile(r"\s*[،/]\s*")
#: A place is up to three words without digits or quotes, with a region in brackets or not.
_PLACE = re.compile(r"(?:[^\W\d_]+(?:\s+[^\W\d_]+){0,2})(?:\s*\([^()\d]{2,30}\))?")
#: What stands before a colon and is no place: kinds of work, papers, agencies.
_WORK = (
    "إعداد اعداد كتب كتبت نص حوار حاوره حاورها حاورته تصوير تقرير تحليل تحقيق ترجمة رواية عرض "
    "متابعة متابعات قراءة أجرى أجراه اختيار بقلم رؤية تأليف قصة مقاربة استطلاع أدار الندوة "
    "الشاعر الشاعرة المحامي المحامية الدكتور الدكتورة "
    "سبق الوئام الوطن الجزيرة الرياضية عكاظ الاقتصادية رويترز واس وكالات"
)
_NO_PLACE = frozenset(_WORK.split())


def read(file: InputFile) -> Iterator[Article | Problem]:
    """The articles of one array, up to the place where its JSON breaks, if it does.

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
    published, problems = dates.published(texts["date_extracted"], file, record=number)
    datelines, byline = split_author(texts["author"])
    url = mend_line(record.get("url") or "")
    yield Article(
        id=identity(url=url, text=(title, body)),
        url=url,
        title=title,
        body=body,
        byline=byline,
        datelines=tuple(map(mend_name, datelines)),
        source=mend_name(texts["source"]),
        published=published,
    )
    yield from problems


def split_author(author: str) -> tuple[tuple[str, ...], str]:
    """Datelines and byline of an ``author`` such as ``لندن - باريس: سعاد علي``.

    Several correspondents, each with a place, are told apart where dashes stand between them.
    Whatever does not look like places before a colon stays in the byline as a whole.
    """
    author = " ".join(author.split())
    if len(author) > _LONGEST_AUTHOR:  # a text in the wrong place
        return (), author
    author = _STAMP.sub("", author).rstrip(" :")
    if ":" not in author:
        return (), author
    places: list[str] = []
    names: list[str] = []
    for part in _DASH.split(author):
        before, colon, name = part.partition(":")
        if ":" in name or (not colon and names):  # whose place or name this is, nobody can tell
            return (), author
        places += _COMMA.split(before.strip())
        names += [name.strip()] if colon else []
    if not names or not all(names) or not all(map(_is_place, places)):
        return (), author
    return tuple(dict.fromkeys(places)), " - ".join(dict.fromkeys(names))


def _is_place(text: str) -> bool:
    return bool(_PLACE.fullmatch(text)) and _NO_PLACE.isdisjoint(text.split())
