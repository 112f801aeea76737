"""``telegram``: the ``result.json`` that Telegram Desktop exports of a channel, or of all chats.

A message is an article: its first line the headline, the rest the body. What has no text of its
own (joins, pins, pictures) is counted and told. Of an export of all chats the channels are read;
chats of persons are nobody's news.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

from index.article import Article
from index.sources.files.decoding import mend, mend_line, mend_name
from index.sources.json.shapes import Member, Record, Shapes
from index.sources.json.walking import members
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.records import dates
from index.sources.records.left_aside import LeftAside

#: A first line that is longer is no headline.
_LONGEST_TITLE = 250
_KEPT = frozenset(
    ("id", "type", "text", "text_entities", "date", "date_unixtime", "from", "from_id", "author")
)
_ROUTINE = (
    "edited edited_unixtime actor actor_id action reply_to_message_id reply_to_peer_id via_bot "
    "photo photo_file_size width height file file_name file_size thumbnail thumbnail_file_size "
    "media_type mime_type duration_seconds reactions sticker_emoji inline_bot_buttons "
    "media_spoiler performer title forwarded_from_id saved_from message_id"
)
_PASSED_OVER = frozenset(_ROUTINE.split())


@dataclass(frozen=True)
class _Chats(Shapes):
    """Finds messages, in one chat or in a list of chats."""

    def has(self, record: Record, *fields: str) -> bool:
        return False

    def is_plain(self, record: Record) -> bool:
        return False

    def lists(self, value: Record, name: str, held: object) -> bool:
        return name == "messages" or (name == "list" and isinstance(held, list))

    def around(self, value: Record) -> Record:
        return {name: value[name] for name in ("name", "type", "id") if name in value}

    def records(self, value: object, path: tuple[str, ...] = ()) -> Iterator[Member]:
        if not isinstance(value, dict):
            return
        messages = value.get("messages")
        if isinstance(messages, list):
            around = self.around(value)
            for one in messages:
                if isinstance(one, dict):
                    yield Member(one, (*path, "messages"), around=around)
            return
        if "date" in value and "type" in value:
            yield Member(value, path)
            return
        for name in ("chats", "left_chats", "list"):
            held = value.get(name)
            for one in held if isinstance(held, list) else [held]:
                yield from self.records(one, (*path, name))


@dataclass(frozen=True, slots=True)
class _Left:
    """What of an export is left aside, counted."""

    kinds: Counter[str] = field(default_factory=Counter)
    routine: Counter[str] = field(default_factory=Counter)
    names: LeftAside = field(default_factory=LeftAside)


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield the messages of channels that have a text.

    Args:
        file: of any length.

    Raises:
        OSError: the file cannot be opened or read.
    """
    left, is_list = _Left(), False
    for found in members(file, _Chats()):
        if isinstance(found, Problem):
            yield found
            continue
        is_list = is_list or "list" in found.path
        chat = str(found.around.get("type", ""))
        if "channel" in chat or ("group" in chat and not is_list) or not chat:
            yield from _message(file, found, left)
        else:
            left.kinds[f"messages of the {mend_name(chat)[:40]} {_chat_name(found)!r}"] += 1
    if left.kinds:
        aside = ", ".join(f"{count} {kind}" for kind, count in left.kinds.most_common(20))
        yield Problem("unknown_field", file.name, f"left aside: {aside}")
    if left.routine.total():
        aside = ", ".join(
            f"{name} ({count})" for name, count in left.routine.most_common() if count
        )
        yield Recognition(file.name, f"of the channel, not kept: {aside}")
    yield from left.names.told(file)


def _message(file: InputFile, found: Member, left: _Left) -> Iterator[Article | Problem]:
    values = found.values
    if values.get("type") != "message":
        left.routine[f"{mend_name(str(values.get('type')))[:40]} messages (joins, pins)"] += 1
        return
    text = mend(_text(values.get("text")))
    if not text:
        left.kinds["messages without a text (pictures, files)"] += 1
        return
    left.names.next_record()
    for name, value in values.items():
        if name in _PASSED_OVER:
            left.routine[name] += value not in (None, "", [])
        elif name not in _KEPT:
            left.names.add(name, value, found.line)
    left.routine["from"] += bool(values.get("author")) and values.get("from") != found.around.get(
        "name", values.get("from")
    )
    parts = values.get("text")
    if isinstance(parts, list):
        left.routine["href"] += sum("href" in one for one in parts if isinstance(one, dict))
    title, body = _parted(text)
    published, problems = _published(file, values, found)
    name = _chat_name(found)
    yield Article(
        id=mend_line(f"telegram-{found.around.get('id', '')}-{values.get('id', found.number)}"),
        title=title,
        body=body,
        byline=_byline(values, name),
        source=name,
        published=published,
    )
    yield from problems


def _text(value: object) -> str:
    """Return the text of a message, whatever the pieces of it are called that have a style."""
    if isinstance(value, list):
        return "".join(_text(one.get("text")) if isinstance(one, dict) else _text(one)
                       for one in value)  # fmt: skip
    return value if isinstance(value, str) else ""


def _parted(text: str) -> tuple[str, str]:
    """Return headline and body: the first line is the headline, if it is no paragraph."""
    first, _, rest = text.partition("\n")
    return (first.strip(), rest.strip()) if len(first) <= _LONGEST_TITLE else ("", text)


def _published(
    file: InputFile, values: Record, found: Member
) -> tuple[datetime | None, list[Problem]]:
    text = str(values.get("date") or "")
    moment, problems = dates.published(text, file, line=found.line, name="date")
    at = str(values.get("date_unixtime") or "")
    if isinstance(moment, datetime) and moment.tzinfo is None and at.isdecimal() and len(at) < 12:
        # The clock of the machine that exported: how far it is from UTC, the second number tells.
        ahead = moment - datetime.fromtimestamp(int(at), UTC).replace(tzinfo=None)
        if abs(ahead) <= timedelta(hours=14) and not ahead % timedelta(minutes=15):
            moment = moment.replace(tzinfo=timezone(ahead))
    return moment if isinstance(moment, datetime) else None, problems


def _byline(values: Record, chat: str) -> str:
    writer = values.get("author") or values.get("from")
    name = mend_name(writer) if isinstance(writer, str) else ""
    return "" if name == chat else name


def _chat_name(found: Member) -> str:
    name = found.around.get("name")
    return mend_name(name) if isinstance(name, str) else ""
