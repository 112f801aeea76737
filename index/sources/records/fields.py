"""Records of named fields, as ``jsonl`` and ``csv`` have them.

The fields are those of :class:`index.article.Article` by their singular names; those that hold
several values may be called by their plural as well. ``published`` is an ISO 8601 date or
datetime. Every field may be missing as long as there is a title or a body. What a record says of
its facts stands; what it leaves out is read from its text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from index.article import Article, identity
from index.sources.files.decoding import mend, mend_line, mend_name
from index.sources.reading import InputFile, Problem
from index.sources.records import dates
from index.sources.records.facts import FACTS, with_facts

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
DERIVED = ("places", "same_story")

_PLURALS = {plural: singular for singular, plural in SEVERAL.items()}
_TEXTS = tuple(name for name in FIELDS if name not in SEVERAL and name not in FACTS)
_MENDED = {"id": mend_line, "url": mend_line, "section": mend_name, "source": mend_name}


@dataclass(frozen=True, slots=True)
class Records:
    """Turns the records of one file into articles.

    Attributes:
        file: where they come from.
        reported: names of unknown fields that were reported already.
    """

    file: InputFile
    reported: set[str] = field(default_factory=set)

    def read(self, values: Mapping[str, object], line: int) -> Iterator[Article | Problem]:
        """Yield the article of one record, with the problems met in it."""
        yield from self.unknown(values, line)
        values = {_PLURALS.get(name, name): value for name, value in values.items()}
        try:
            texts = {name: _text(name, values.get(name)) for name in _TEXTS}
            several = {to: _several(name, values.get(name)) for name, to in SEVERAL.items()}
        except TypeError as error:
            yield Problem("broken", self.file.name, str(error), line=line)
            return
        if not texts["title"] and not texts["body"]:
            message = "neither a title nor a body; give the record one of them"
            yield Problem("no_text", self.file.name, message, line=line)
            return
        published, problems = dates.published(texts.pop("published"), self.file, line=line)
        captured, more = dates.published(texts.pop("captured"), self.file, line=line)
        problems += more
        texts["id"] = identity(
            id=texts["id"],
            url=texts["url"],
            text=tuple(texts[name] for name in ("title", "deck", "caption", "body")),
        )
        article = Article(**texts, **several, published=published, captured=captured)  # type: ignore[arg-type]
        article, meaningless = with_facts(article, values)
        yield article
        yield from problems
        for message in meaningless:
            yield Problem("bad_fact", self.file.name, message, line=line)

    def unknown(self, names: Mapping[str, object], line: int) -> Iterator[Problem]:
        """Yield one problem for each field name that is not known and was not reported yet."""
        for name in names:
            known_here = _PLURALS.get(name, name) in FIELDS or name in DERIVED
            if not known_here and name not in self.reported:
                self.reported.add(name)
                message = f"unknown field {mend(name)[:60]!r} is left out; fields: {known()}"
                yield Problem("unknown_field", self.file.name, message, line=line)


def known() -> str:
    """Return the fields as a list for a message."""
    return ", ".join(FIELDS)


def _text(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _MENDED.get(name, mend)(value)
    if name == "id" and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise TypeError(f"field {name!r} must be text, not {type(value).__name__}")


def _several(name: str, value: object) -> tuple[str, ...]:
    if value is None or isinstance(value, str):
        value = [value or ""]
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(text for one in value if (text := mend_name(one)))
    raise TypeError(f"field {name!r} must be text or a list of texts")
