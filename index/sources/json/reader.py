"""``json``: records of named fields, one a line, in an array or in an object of any kind.

What a record is, :mod:`index.sources.json.shapes` tells; which of its names stand for which field,
:mod:`index.sources.records.naming`.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from index.article import Article
from index.sources.files.decoding import mend
from index.sources.json.shapes import Member, Shapes, is_container
from index.sources.json.walking import members
from index.sources.json.wordpress import embedded
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.records.bodies import with_bodies
from index.sources.records.field_names import field_of
from index.sources.records.fields import Records

#: So many records, or letters, are looked at before the first article is made of them.
_LOOK_AHEAD = 1_000
_MOST_LETTERS = 8 << 20


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield the articles of a JSON file; what is broken costs as little else as JSON allows.

    Args:
        file: UTF-8, with or without mark, or UTF-16 with one.

    Raises:
        OSError: the file cannot be opened or read.
        UnicodeDecodeError: a UTF-16 file is broken.
    """
    records, shapes, places = Records(file), Shapes(file.mapping), dict[str, None]()
    yield from with_bodies(_articles(file, records, shapes, places), records)
    yield from _places(file, places, shapes.beside)
    yield from records.rest()


def _articles(
    file: InputFile, records: Records, shapes: Shapes, places: dict[str, None]
) -> Iterator[Article | Problem]:
    first, others = _ahead(members(file, shapes))
    records.look_ahead(_values(one) for one in first if not isinstance(one, Problem))
    nameless: list[int | None] = []
    for found in chain(first, others):
        if isinstance(found, Problem):
            yield found
            continue
        if tuple(found.values) == ("",):
            nameless.append(found.line)
            continue
        if found.path and len(places) < 50:
            places[".".join(found.path)] = None
        yield from records.read(_values(found), found.line, found.number)
    if nameless:
        message = (
            f"{len(nameless)} values have no names, this one first, so it is not known what they "
            'are; name them: {"title": …, "body": …}, or put a list of the names before them'
        )
        yield Problem("broken", file.name, message, line=nameless[0])


def _ahead(
    found: Iterator[Member | Problem],
) -> tuple[list[Member | Problem], Iterator[Member | Problem]]:
    """Return the first records, and the others, which are not read yet."""
    first: list[Member | Problem] = []
    letters = 0
    for one in found:
        first.append(one)
        if isinstance(one, Member):
            letters += sum(len(value) for value in one.values.values() if isinstance(value, str))
        if len(first) >= _LOOK_AHEAD or letters > _MOST_LETTERS:
            break
    return first, found


def _values(found: Member) -> Any:
    """Return a record with what its file tells of it outside it."""
    values = embedded(found.values) if "_embedded" in found.values else found.values
    if found.around:
        own = {field_of(name) for name in values}
        more = {name: held for name, held in found.around.items() if field_of(name) not in own}
        values = {**values, **more}
    if found.key and not any(field_of(name) in ("id", "url") for name in values):
        if "://" in found.key:
            values = {**values, "url": found.key}
        elif found.key not in (str(found.number), str((found.number or 0) - 1)):
            values = {**values, "id": found.key}
    return values


def _places(
    file: InputFile, places: Mapping[str, None], beside: Mapping[str, None]
) -> Iterator[Problem | Recognition]:
    groups = [place.rpartition(".")[2] for place in places]
    if len(groups) > 1 and not all(map(is_container, groups)):
        shown = ", ".join(repr(mend(name)[:40]) for name in groups[:5])
        message = (
            f"the records stand under {len(groups)} names that are not kept, such as {shown}; to "
            "keep what they tell, such as a section or a day, write it into the records"
        )
        yield Problem("unknown_field", file.name, message)
    if places:
        yield Recognition(file.name, f"the records stand in {', '.join(places)}")
    if beside:
        yield Recognition(file.name, f"beside the records, not kept: {', '.join(beside)}")
