"""``trec``: records of tagged fields, as collections of documents have them, many a file.

::

    <DOC>
    <DOCNO>…</DOCNO> <URL>…</URL> <SRC>…</SRC> <CAT>…</CAT>
    <TITLE>…</TITLE> <TIME>31/05/2017 or 2017-05-31T09:30:00+01:00</TIME> <AUTHOR>…</AUTHOR>
    <ABSTRACT>…</ABSTRACT>
    <TEXT>…</TEXT>
    </DOC>

So has ANT its articles and, with ``<HEADLINE>`` and the number in ``<DOC id="…">``, a collection of
newswires. Others call the record by the name of the paper: ``<Almasryalyoum><ID>…</ID>…``. It looks
like XML and is none: ``&`` and ``<`` stand bare in the text, so no XML parser reads it.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from index.article import Article, identity
from index.limits import too_long
from index.sources.files.decoding import Overlong, damaged, lines, mend, mend_line, mend_name
from index.sources.files.detecting import record_tag
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.records.dates import FileDates, Unreadable, read_moment
from index.sources.records.left_aside import LeftAside
from index.sources.records.markup import without_markup, without_sections
from index.sources.records.prose import deck_apart, paragraphs
from index.sources.tagged_fields import MEANINGS, Fields, fields_of

_PARAGRAPH = re.compile(r"</?P>", re.I)
_ATTRIBUTE = re.compile(r"(\w+)\s*=\s*[\"']([^\"'<>]*)[\"']")
_DAY_IN_NUMBER = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
#: Fields that several tags of a record may give together, and what stands between them.
_SEVERAL = {"body": "\n", "byline": "، "}


@dataclass(frozen=True, slots=True)
class _File:
    """A file while it is read.

    Attributes:
        file: it.
        dates: reads its dates.
        left: what no field takes.
        kinds: how often each kind of document was met, where their tags tell one.
    """

    file: InputFile
    dates: FileDates
    left: LeftAside = field(default_factory=LeftAside)
    kinds: Counter[str] = field(default_factory=Counter)


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield the articles of a file of tagged records; a broken record costs no other record.

    Args:
        file: in an encoding that :func:`index.sources.files.decoding.lines` reads.

    Raises:
        OSError: the file cannot be opened or read.
        UnicodeDecodeError: a UTF-16 file is broken.
    """
    state = _File(file, FileDates(file))
    tag = record_tag(file) or "DOC"
    number = 0
    found = _records(lines(file), tag, file.limits.record_bytes)
    for number, record in enumerate(found, start=1):
        place = {"line": record.line, "record": number}
        if record.is_too_long:
            yield Problem("too_large", file.name, too_long(f"this <{tag}>", file.limits), **place)
        elif not record.is_closed:
            message = f"this <{tag}> has no </{tag}>"
            yield Problem("broken", file.name, message, **place)
        elif damaged(record.text):
            yield Problem("unreadable", file.name, "bytes that are not UTF-8", **place)
        else:
            yield from _article(state, record, number)
    if not number:
        yield Problem("broken", file.name, f"no <{tag}> in the file")
    yield from _told(state)


def _told(state: _File) -> Iterator[Problem | Recognition]:
    yield from state.left.told(state.file)
    if state.kinds:
        kinds = ", ".join(f"{count} {kind}" for kind, count in state.kinds.most_common())
        yield Recognition(state.file.name, f"kinds of documents: {kinds}")


@dataclass(frozen=True, slots=True)
class _Record:
    """A record as it stands in the file, from the line where its tag opens."""

    line: int
    text: str
    attributes: Mapping[str, str]
    is_closed: bool
    is_too_long: bool = False


class _Parts:
    """What stands in a record so far; no more is kept than a record may be long."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.begin(0, {})

    def begin(self, line: int, attributes: Mapping[str, str]) -> None:
        """Begin a record in this line; 0 for none."""
        self.line, self._attributes = line, attributes
        self._texts: list[str] = []
        self._size = 0

    def add(self, text: str) -> None:
        """Put a text into the record, if there is one."""
        if not self.line:
            return
        self._size += (
            self._most + 1 if isinstance(text, Overlong) else len(text.encode("utf-8", "replace"))
        )
        if self._size > self._most:
            self._texts.clear()
        else:
            self._texts.append(text)

    def record(self, *, is_closed: bool) -> Iterator[_Record]:
        """Yield the record, if there is one."""
        if self.line:
            is_too_long = self._size > self._most
            yield _Record(self.line, "".join(self._texts), self._attributes, is_closed, is_too_long)


def _records(source: Iterator[str], tag: str, most: int) -> Iterator[_Record]:
    cut = re.compile(rf"(<{tag}(?:\s[^<>]*)?>|</{tag}>)", re.I)
    end = f"</{tag}>".lower()
    parts = _Parts(most)
    for number, line in enumerate(source, start=1):
        if isinstance(line, Overlong):
            if not parts.line:
                parts.begin(number, {})
            parts.add(line)
            continue
        for at, held in enumerate(cut.split(line)):
            if at % 2 == 0:
                parts.add(held)
            elif held.lower() == end:
                yield from parts.record(is_closed=True)
                parts.begin(0, {})
            else:
                yield from parts.record(is_closed=False)
                attributes = {name.lower(): value for name, value in _ATTRIBUTE.findall(held)}
                parts.begin(number, attributes)
    yield from parts.record(is_closed=False)


def _article(state: _File, record: _Record, number: int) -> Iterator[Article | Problem]:
    found = fields_of(without_sections(record.text), state.file.mapping)
    raw = {meaning: _chosen(meaning, found) for meaning in MEANINGS}
    raw["id"] = found.first("URL") or raw["id"] or record.attributes.get("id", "")
    _count(state, record, found, raw)
    text = {name: mend(html.unescape(value)) for name, value in raw.items()}
    abstract, body = paragraphs(text["deck"]), _paragraphs(text["body"])
    place: dict[str, Any] = {"line": record.line, "record": number}
    if not abstract and not body:
        message = "the record has neither TEXT nor ABSTRACT"
        yield Problem("no_text", state.file.name, message, **place)
        return
    tag = found.tag_of("published")
    if not text["published"] and _is_moment(text["dateline"]):
        tag = found.tag_of("dateline")
        text |= {"published": text["dateline"], "dateline": ""}
    published, problems = state.dates.published(text["published"], name=tag, **place)
    stated = None if text["published"] else _day_in(raw["id"])
    title = " ".join(text["title"].split())
    url = mend_line(raw["url"])  # as it stands: "&copy=1" is no copyright sign there
    yield Article(
        id=identity(id=mend_line(raw["id"]), text=(title, abstract, body)),
        url=url,
        title=title,
        deck=deck_apart(abstract, body) if body else "",
        body=body or abstract,
        byline=text["byline"],
        datelines=tuple(filter(None, [mend_name(text["dateline"])])),
        section=mend_name(text["section"]),
        source=mend_name(text["source"]),
        issue=mend_name(text["issue"]),
        page=mend_name(text["page"]),
        caption=paragraphs(text["caption"]),
        credit=paragraphs(text["credit"]),
        agencies=tuple(filter(None, [mend_name(text["agency"])])),
        published=published or stated,
        published_evidence="stated" if stated else "unknown",
        published_reasons=(mend_line(raw["id"]),) if stated else (),
    )
    yield from problems


def _chosen(meaning: str, found: Fields) -> str:
    """Return the text of a field: texts and writers may be several, of others the first is taken.

    A time of day has its day in another tag.
    """
    texts = found.texts(meaning)
    if meaning in _SEVERAL:
        return _SEVERAL[meaning].join(dict.fromkeys(texts))
    if meaning == "published" and len(texts) > 1 and not _is_moment(texts[0]):
        both = [f"{day} {texts[0]}" for day in texts[1:]]
        return next(filter(_is_moment, (*both, *texts[1:])), texts[0])
    return texts[0] if texts else ""


def _count(state: _File, record: _Record, found: Fields, raw: Mapping[str, str]) -> None:
    """Count what is not kept of a record."""
    state.left.next_record()
    for name, meaning, value in found.held:
        if value in raw[meaning]:  # nearly always; to part the words of every text costs more
            continue
        if " ".join(value.split()) not in " ".join(raw[meaning].split()) and meaning != "id":
            state.left.add(name, value, record.line, f"another text is the {meaning} already")
    for name, value in found.unknown:
        state.left.add(name, value, record.line)
    if kind := record.attributes.get("type"):
        state.kinds[kind] += 1


def _is_moment(text: str) -> bool:
    """Tell whether a dateline is a day alone; newswires have the place there, too."""
    try:
        return bool(text) and read_moment(text) is not None
    except Unreadable:
        return False


def _paragraphs(text: str) -> str:
    return paragraphs(without_markup(_PARAGRAPH.sub("\n", text)) if "<" in text else text)


def _day_in(number: str) -> date | None:
    """Return the day in the number of a document, ``AFP_ARB_20050101.0001``, if there is one."""
    days = {match.groups() for match in _DAY_IN_NUMBER.finditer(number)}
    if len(days) != 1:
        return None
    try:
        return date(*map(int, days.pop()))
    except ValueError:
        return None
