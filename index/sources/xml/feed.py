"""``feed``: RSS in all its versions, RDF and Atom, saved to a file."""

from collections import Counter
from collections.abc import Generator, Iterator
from datetime import date, timedelta

from index.article import Article
from index.sources.files.decoding import mend, mend_line, mend_name
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.records.dates import FileDates
from index.sources.xml import entries
from index.sources.xml.channel import NAMES, Channel, around_entries, channel_of, documents
from index.sources.xml.entry_texts import line_of, texts_of
from index.sources.xml.feed_report import Report
from index.sources.xml.identities import Identities
from index.sources.xml.parsing import Damage, text_of
from index.sources.xml.pieces import pieces, problem_of_long, problems_of
from index.sources.xml.sections import section_of

_NONE = timedelta(0)


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield the entries of a feed, in its order; a damaged one costs no other.

    The description is the deck where the feed carries the full content too, else the body.

    Args:
        file: in whatever encoding, declared or not.

    Raises:
        OSError: the file cannot be opened or read, or is too long.
    """
    number = 0
    for text in documents(text_of(file)):
        number = yield from _feed(file, text, number)


def _feed(
    file: InputFile, text: str, number: int
) -> Generator[Article | Problem | Recognition, None, int]:
    """Yield the entries of one feed, and return the number of the last in the file."""
    channel = channel_of(around_entries(text))
    if channel is None:
        yield Problem("broken", file.name, "not a feed: no root element rss, feed or rdf:RDF in it")
        return number
    before, damages = number, list[Damage]()
    found: list[tuple[int, entries.Entry]] = []
    is_cut = False
    for piece in pieces([text], NAMES, file.limits.record_bytes):
        yield from problems_of(file, piece, "entry")
        if not piece.is_entry:
            continue
        number, is_cut = number + 1, piece.is_cut
        if piece.is_too_long:
            yield problem_of_long(file, piece, "the entry", number)
            continue
        element, damage = channel.wrapped(piece)
        if is_cut or element is None:
            what = "the file ends within this entry" if is_cut else "it cannot be parsed"
            message = f"{what}; the entry is left out; take the feed anew"
            yield Problem("broken", file.name, message, line=piece.line, record=number)
            continue
        damages += [damage] if damage else []
        found.append((number, entries.entry_of(element, channel.base)))
    if channel.damage and found and not is_cut:
        damages.append(channel.damage)
    yield from _entries(file, channel, found, damages)
    if number == before:
        yield Problem("no_text", file.name, "the feed has no entries; take it anew")
    return number


def _entries(
    file: InputFile,
    channel: Channel,
    found: list[tuple[int, entries.Entry]],
    damages: list[Damage],
) -> Iterator[Article | Problem | Recognition]:
    """Yield the articles of the entries of a feed, and what is told of them together."""
    published = [(place, entry) for place, entry in found if not entry.unpublished]
    known = Identities.among((entry for _, entry in published), channel.home)
    days = FileDates(file)
    for _, entry in published:
        for name, text in entry.published:
            days.look_ahead([text], name=name)
    report = Report(unpublished=Counter(entry.unpublished for _, entry in found))
    for place, entry in published:
        yield from _article(days, channel, known, report, entry, place)
    yield from report.told(file, known.told, damages)
    own = ("title",) if channel.title and any(entry.source for _, entry in published) else ()
    if left := (*own, *channel.left):
        yield Recognition(file.name, f"of the feed, not kept: {', '.join(left)}")


def _article(
    days: FileDates,
    channel: Channel,
    known: Identities,
    report: Report,
    entry: entries.Entry,
    number: int,
) -> Iterator[Article | Problem]:
    texts = texts_of(entry, channel.title)
    report.count(entry, texts, number)
    if not texts.title and not texts.body:
        message = "the entry has neither a title nor a text"
        yield Problem("no_text", days.file.name, message, record=number)
        return
    published, problems = _published(days, entry, number)
    day = published.isoformat() if published else ""
    id_, url = known.of(entry, (texts.title, texts.deck, texts.body), day)
    yield Article(
        id=mend_line(id_),
        url=mend_line(url),
        title=texts.title,
        deck=texts.deck,
        body=texts.body,
        caption=texts.caption,
        credit=mend_name("، ".join(map(line_of, entry.credits))),
        byline=mend("، ".join(map(line_of, entry.authors))),
        section=mend_name(line_of(section_of(entry.categories))),
        source=mend_name(line_of(entry.source) or line_of(channel.title)),
        published=published,
        kind="teaser" if texts.is_cut else "full",
    )
    yield from problems


def _published(
    days: FileDates, entry: entries.Entry, number: int
) -> tuple[date | None, list[Problem]]:
    """Return the day that an entry names as that of its publication; a change is none."""
    problems: list[Problem] = []
    for place, (name, text) in enumerate(entry.published):
        day, told = days.published(text, record=number, name=name)
        problems += told
        if day is not None:
            problems += _gainsaid(days, entry.published[place + 1 :], (name, day), number)
            return day, problems
    return None, problems


def _gainsaid(
    days: FileDates, others: tuple[tuple[str, str], ...], kept: tuple[str, date], number: int
) -> Iterator[Problem]:
    """Yield what names another day of publication than the one that is kept."""
    for name, text in others:
        day, _ = days.published(text, record=number, name=name)
        between = date(*day.timetuple()[:3]) - date(*kept[1].timetuple()[:3]) if day else _NONE
        if abs(between) > timedelta(days=1):
            message = (
                f"{name} says {text[:60]!r}, and {kept[0]} {kept[1].isoformat()!r}: "
                "the latter is kept; mend the other"
            )
            yield Problem("contradiction", days.file.name, message, record=number)
