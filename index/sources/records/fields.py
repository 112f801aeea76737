"""Records of named fields, as JSON and tables have them.

The fields are those of :class:`index.article.Article` by their singular names; other names for
them stand in ``field_names.tsv``, and a person can tell more. Every field may be missing as long as
there is a title or a body. What a record says of its facts stands; what it leaves out is read from
its text. What no field takes is counted and told.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from index.article import Article, identity
from index.sources.files.decoding import mend, mend_line, mend_name
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.records import values as values_of
from index.sources.records.choosing import Chosen, body_and_deck, chosen
from index.sources.records.dates import FileDates
from index.sources.records.facts import FACTS, with_facts
from index.sources.records.field_names import field_of
from index.sources.records.left_aside import LeftAside
from index.sources.records.markup import without_markup
from index.sources.records.naming import Plan, opened, plan
from index.sources.records.options import option

#: Fields that hold several values, with the attribute of the article.
SEVERAL = {
    "dateline": "datelines",
    "agency": "agencies",
    "photo_agency": "photo_agencies",
    "text_agency": "text_agencies",
}

#: Every field a record may have, in the order they are named to people.
FIELDS = (
    *("id", "url", "kind", "title", "deck", "body", "caption", "credit", "byline"),
    *("dateline", "section", "section_id", "agency", "photo_agency", "text_agency", "source"),
    *("issue", "page", "published", "captured"),
    *("published_evidence", "published_reasons", "dates"),
)

#: What ``manage.py facts`` prints beside them; it is made anew from the others.
DERIVED = ("places", "persons", "organisations", "same_story")

#: How the value of a field is read, whatever its shape.
_SHAPES: dict[str, Callable[[object], Any]] = {
    "id": values_of.identifier,
    "url": values_of.address,
    "title": values_of.line,
    "deck": values_of.text,
    "body": values_of.text,
    "caption": values_of.text,
    "credit": values_of.names,
    "byline": values_of.names,
    "section": values_of.label,
    "section_id": values_of.label,
    "source": values_of.label,
    "issue": values_of.line,
    "page": values_of.line,
    "published": values_of.moment,
    "captured": values_of.moment,
    **dict.fromkeys(SEVERAL, values_of.several),
}
_MARKED = frozenset({"title", "deck", "body", "caption", "credit", "byline", "section", "source"})
_NAMES = frozenset({"section", "source"})
_MOMENTS = ("published", "captured")
#: Where an API gives the start of a text: «… [+1200 chars]».
_CUT_OFF = re.compile(r"\[\+\d+ char(?:acter)?s\]\s*\Z")
#: Fields of which a text is the value as it stands.
_PLAIN = frozenset(_SHAPES).difference(SEVERAL, ("section", "source", "section_id", "url"))
#: Kept plans: files with ever other names must not fill the memory.
_MOST_PLANS = 1000


@dataclass(frozen=True, slots=True)
class Records:
    """Turns the records of one file into articles.

    Attributes:
        file: where they come from; its mapping goes before the table of names.
        left: what no field takes.
    """

    file: InputFile
    left: LeftAside = field(default_factory=LeftAside)
    _dates: FileDates = field(init=False)
    _plans: dict[tuple[str, ...], Plan] = field(default_factory=dict)
    _taken: dict[str, str] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_dates", FileDates(self.file))

    def look_ahead(self, records: Iterable[Mapping[str, object]]) -> None:
        """Learn from the first records of a file in which order its dates have day and month.

        Args:
            records: each by the names of the file; they are still to be read.
        """
        for values in records:
            found = opened(values, self.file.mapping)
            for target, places in self._plan(tuple(found)).fields:
                for name in places if target in _MOMENTS else ():
                    self._dates.look_ahead([_SHAPES[target](found[name])[0]], name=name)

    def read(
        self, values: Mapping[str, object], line: int | None, record: int | None = None
    ) -> Iterator[Article | Problem]:
        """Yield the article of one record, with the problems met in it.

        Args:
            values: by the names of the file; a value may have any shape that JSON has.
            line: where the record stands in the file, and
            record: its number, where lines do not tell records apart.
        """
        self.left.next_record()
        found = opened(values, self.file.mapping)
        names = self._plan(tuple(found))
        own = "same_story" in values and "published_evidence" in values
        texts: dict[str, Any] = {}
        facts: dict[str, object] = {}
        own_names: dict[str, str] = {}
        excerpt: tuple[str, str] | None = None
        for name in names.unknown:
            self.left.add(name, found[name], line)
        for target, places in names.fields:
            if target in FACTS:
                facts[target] = found[places[0]]
                continue
            value, own_names[target] = found[places[0]], places[0]
            if len(places) == 1 and type(value) is str and target in _PLAIN:
                texts[target] = "" if values_of.is_empty(value) else _cleaner(target, own)(value)
                self._taken.setdefault(places[0], target)
                continue
            several = body_and_deck if target == "body" and len(places) > 1 else chosen
            choice = several(target, places, found, _SHAPES[target], _cleaner(target, own))
            self._note(target, choice, line)
            texts[target], own_names[target] = choice.value, choice.name
            excerpt = choice.deck or excerpt
        if excerpt:
            self._take_excerpt(texts, *excerpt, line)
        _complete(texts, names)
        if not texts.get("title") and not texts.get("body"):
            message = f"neither a title nor a body; {self._remedy(found)}"
            yield Problem("no_text", self.file.name, message, line=line, record=record)
            return
        moments = {name: (texts.pop(name, ""), own_names.get(name, name)) for name in _MOMENTS}
        article, problems = self._article(texts, facts, moments, line)
        yield article
        yield from (replace(problem, record=record) for problem in problems)

    def rest(self) -> Iterator[Problem | Recognition]:
        """Yield what is to be told when all records are read: what was taken and what was not."""
        if self._taken:
            taken = ", ".join(f"{mend(name)} → {field}" for name, field in self._taken.items())
            yield Recognition(self.file.name, f"names taken: {taken}")
        yield from self.left.told(self.file)

    def _plan(self, names: tuple[str, ...]) -> Plan:
        found = self._plans.get(names)
        if found is None:
            if len(self._plans) >= _MOST_PLANS:
                self._plans.clear()
            found = self._plans[names] = plan(names, self._mapping(), frozenset(DERIVED))
        return found

    def _mapping(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, field_of(to) or to) for name, to in self.file.mapping)

    def _note(self, target: str, choice: Chosen, line: int | None) -> None:
        if choice.name:
            self._taken.setdefault(choice.name, target)
        for name, value, why in choice.left:
            self.left.add(name, value, line, why)

    def _take_excerpt(self, texts: dict[str, Any], name: str, text: str, line: int | None) -> None:
        """Take a short text beside the body for the deck, or tell it where there is another."""
        if not texts.get("deck"):
            texts["deck"] = text
        elif texts["deck"] != text:
            why = f"there is a deck and a longer text; to take this: {option(name, 'deck')}"
            self.left.add(name, text, line, why)

    def _article(
        self,
        texts: dict[str, Any],
        facts: dict[str, object],
        moments: Mapping[str, tuple[str, str]],
        line: int | None,
    ) -> tuple[Article, list[Problem]]:
        published, problems = self._moment(*moments["published"], line)
        captured, more = self._moment(*moments["captured"], line)
        problems += more
        texts["id"] = identity(
            id=texts.get("id", ""), url=texts.get("url", ""), text=_text(texts, published)
        )
        given = {SEVERAL.get(name, name): value for name, value in texts.items() if value}
        article = Article(**given, published=published, captured=captured)
        if _CUT_OFF.search(article.body, max(0, len(article.body) - 40)):
            article = replace(article, kind="teaser")
        if facts:
            article, meaningless = with_facts(article, facts)
            problems += self._once(meaningless, line)
        return article, problems

    def _moment(self, text: str, name: str, line: int | None) -> tuple[date | None, list[Problem]]:
        return self._dates.published(text, line=line, name=name) if text else (None, [])

    def _once(self, messages: list[str], line: int | None) -> list[Problem]:
        new = [message for message in messages if message not in self._told]
        self._told.update(new)
        return [Problem("bad_fact", self.file.name, message, line=line) for message in new]

    def _remedy(self, found: Mapping[str, object]) -> str:
        names = ", ".join(mend(name)[:40] for name in list(found)[:12])
        if names and all(map(values_of.is_empty, found.values())):
            return f"all that it names is empty: {names}"
        body = self.left.likely_body()
        likely = f"; the longest text stands in {body!r}: {option(body, 'body')}" if body else ""
        return f"its names: {names}{likely}" if names else "it has no fields"


def known() -> str:
    """Return the fields as a list for a message."""
    return ", ".join(FIELDS)


def _text(texts: Mapping[str, Any], published: date | None) -> tuple[str, str, str]:
    """Return what tells an article from others that have no id or url either."""
    body = texts.get("body") or texts.get("deck") or texts.get("caption") or ""
    return texts.get("title", ""), body, published.isoformat()[:10] if published else ""


def _complete(texts: dict[str, Any], names: Plan) -> None:
    """Take a description for the body where there is none, as in feeds; a deck stays one."""
    if texts.get("deck") and not texts.get("body"):
        decks = next((places for target, places in names.fields if target == "deck"), ())
        if "deck" not in decks and not names.mapped.intersection(decks):
            texts["body"] = texts.pop("deck")


def _cleaner(target: str, own: bool) -> Callable[[Any], Any]:
    if target in SEVERAL:
        return _clean_names
    if target in _NAMES:
        return mend_name if own else _clean_name
    if target in ("id", "url"):
        return mend_line
    return mend if own or target not in _MARKED else _clean_text


def _clean_text(text: str) -> str:
    mended = mend(text)
    read = without_markup(mended)
    return read if read is mended else mend(read)


def _clean_name(text: str) -> str:
    return mend_name(without_markup(mend(text)))


def _clean_names(found: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for one in found if (name := mend_name(one)))
