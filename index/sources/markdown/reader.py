"""``markdown``: one article a file, written in Markdown, with or without front matter.

The names in the front matter are read as those of a record (:mod:`index.sources.records.fields`);
the text is the body. Site generators (Jekyll, Hugo, Hexo) and notebooks (Obsidian) keep such files.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from index.article import Article
from index.sources.files.declared import decoded
from index.sources.files.decoding import mend, record
from index.sources.markdown import front_matter, plain_text
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.records.dates.file_names import day_of_name
from index.sources.records.field_names import field_of
from index.sources.records.fields import Records
from index.sources.records.repeated_names import told

_ROUTINE = (
    "layout draft slug weight type aliases alias toc comments comment math mermaid image images "
    "cover thumbnail featured_image banner img pin pinned sticky top mathjax katex lastmod updated "
    "modified last_modified_at date_modified lang language locale dir direction nav_order parent "
    "sidebar hidden search cssclass cssclasses publish share featured menu sitemap redirect_from "
    "translationkey isdraft status visibility outputs markup robots noindex keywords tags tag"
)
#: Names that tell a generator how to show the article.
_NO_NEWS = frozenset(_ROUTINE.split())
_NOT_PUBLISHED = {
    "draft": ("true", "yes", "1", "on"),
    "isdraft": ("true", "yes"),
    "published": ("false", "no"),
    "publish": ("false", "no"),
    "status": ("draft", "private", "pending", "trash"),
    "visibility": ("private",),
}
_WIKI_LINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]+)\]\]")


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield the article of one file.

    Args:
        file: UTF-8 or UTF-16 with a mark.

    Raises:
        OSError: the file cannot be opened or read.
        UnicodeDecodeError: it is in another encoding.
    """
    found = front_matter.split(decoded(record(file)).text.replace("\r\n", "\n").replace("\r", "\n"))
    if found.error:
        yield Problem("broken", file.name, found.error, line=found.line)
        return
    why = _why_not_published(found.values, file)
    if why:
        yield Problem("left_out", file.name, f"{why}; it is not published")
        return
    text = plain_text.read(mend(found.text))
    if not text.body:
        yield Problem("no_text", file.name, "no text, or nothing but a heading", line=1)
        return
    yield from told(file, found.repeated, found.line)
    records = Records(file)
    values = _values(found.values, file)
    left = [name for name in found.values if name not in values]
    if left:
        yield Recognition(file.name, f"left aside: {mend(', '.join(left))[:500]}")
    values |= _of_text(text, values)
    yield from records.read(values | _day_of_name(file, values), 1)
    yield from records.rest()


def _why_not_published(values: Mapping[str, Any], file: InputFile) -> str:
    for name, value in values.items():
        if str(value).lower() in _NOT_PUBLISHED.get(name.lower(), ()):
            return f"{name}: {str(value).lower()}"
    folders = PurePosixPath(file.name).parts[:-1]
    return "it lies in _drafts" if "_drafts" in folders else ""


def _values(values: Mapping[str, Any], file: InputFile) -> dict[str, object]:
    """Return what may be fields, in the shape that records have."""
    told = {name for name, _ in file.mapping}
    found: dict[str, object] = {}
    for name, value in values.items():
        plain = name.lower()
        shaped = _without_links(value)
        field = field_of(name)
        if name in told:
            found[name] = shaped
        elif plain in _NO_NEWS or (field == "published" and _is_flag(value)):
            continue
        elif field == "source" and isinstance(shaped, str) and _is_address(shaped):
            found["url"] = shaped  # as the clippers of notebooks have it
        elif field == "url" and not (isinstance(shaped, str) and _is_address(shaped)):
            continue  # a path within the site, whose address is not known here
        else:
            found[name] = shaped
    return found


def _is_flag(value: object) -> bool:
    return str(value).lower() in ("true", "false", "yes", "no")


def _is_address(text: str) -> bool:
    return text.strip().startswith(("http://", "https://"))


def _without_links(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_links(one) for one in value]
    return _WIKI_LINK.sub(r"\1", value) if isinstance(value, str) else value


def _of_text(text: plain_text.Text, values: Mapping[str, object]) -> dict[str, object]:
    """Return the fields that the text gives: its heading is the title where no other is."""
    given = {field_of(name) for name, value in values.items() if value}
    title = next((str(v) for n, v in values.items() if field_of(n) == "title" and v), "")
    body = text.body
    if text.heading and title and " ".join(title.split()) != text.heading:
        body = f"{text.heading}\n\n{body}".strip()
    found: dict[str, object] = {"body": body}
    if text.heading and not title:
        found["title"] = text.heading
    if text.caption and "caption" not in given:
        found["caption"] = text.caption
    return found


def _day_of_name(file: InputFile, values: Mapping[str, object]) -> dict[str, object]:
    """Return the day that the name of the file states, where the front matter gives none."""
    if any(field_of(name) == "published" and value for name, value in values.items()):
        return {}
    named = day_of_name(file.name)
    if named is None:
        return {}
    day, name = named
    return {
        "published": day.isoformat(),
        "published_evidence": "stated",
        "published_reasons": [name],
    }
