"""Where the records of a JSON value are: itself, a list in it, objects by their ids, columns.

An object that has a text of its own is a record. One that has none is looked through for lists of
records, whatever they are called; one that has a title alone, for lists of the names in
``_CONTAINERS``: a feed has a title, too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from index.sources.records import values as shaped
from index.sources.records.field_names import field_of, folded
from index.sources.records.naming import opened

_CONTAINERS = (
    "articles article data items item results result posts post news docs documents records record "
    "entries entry rows hits messages stories list corpus dataset objects nodes edges pages feed "
    "value elements graph newsitems newslist articlelist train test validation dev collection "
    "payload response المقالات مقالات الاخبار اخبار البيانات المواد النتائج"
)
_IS_CONTAINER = frozenset(map(folded, _CONTAINERS.split()))
#: So many of a list are looked at.
_LOOKED_AT = 20
_DEPTH = 8
_FEW = 3
_MOST_BESIDE = 50
#: What stands beside records and is true of each of them.
_OF_ALL = ("source", "section")

Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Member:
    """A record where it stands.

    Attributes:
        values: its own.
        path: the names that lead to it.
        key: the name that it stands under among others of its kind.
        line: of the file, and
        number: among the records of the file, from 1, where lines do not tell them apart.
        around: what stands beside the records and is true of all of them.
    """

    values: Record
    path: tuple[str, ...] = ()
    key: str = ""
    line: int | None = None
    number: int | None = None
    around: Record = field(default_factory=dict)


@dataclass(frozen=True)
class Shapes:
    """Finds records by the names of a table and by those that a person told.

    Attributes:
        mapping: fields by names.
        beside: names of what stands beside lists of records, gathered on the way.
    """

    mapping: tuple[tuple[str, str], ...] = ()
    beside: dict[str, None] = field(default_factory=dict, compare=False)

    @cached_property
    def _told(self) -> dict[str, str]:
        return {folded(name.rpartition(".")[2]): field for name, field in self.mapping}

    def field(self, name: str) -> str | None:
        """Return the field that a name stands for."""
        told = self._told.get(folded(name)) if self._told else None
        return told if told is not None else field_of(name)

    def has(self, record: Record, *fields: str) -> bool:
        """Tell whether a record has a text for one of the fields."""
        for name, value in opened(record, self.mapping).items():
            known = self.field(name.rpartition(".")[2])
            if known in fields and not shaped.is_empty(value):
                if isinstance(value, str):
                    return True
                if not self.lists_records(name, value) and shaped.text(value)[0]:
                    return True
        return False

    def is_plain(self, record: Record) -> bool:
        """Tell whether an object is surely a record: a text stands in it under the name of one."""
        for name, value in record.items():
            if type(value) is str and len(value) > 1 and self.field(name) == "body":
                return True
        return False

    def lists_records(self, name: str, value: object) -> bool:
        """Tell whether a value is a list of records."""
        known = self.field(name)
        if not isinstance(value, list) or known not in (None, "", "body"):
            return False
        for one in value[:_LOOKED_AT]:
            if isinstance(one, dict) and (
                self.has(one, "title") or (known != "body" and self.has(one, "body"))
            ):
                # A paragraph of a body has a text, and may have a heading; a record has more.
                return known != "body" or self._has_place(one)
        return False

    def records(self, value: object, path: tuple[str, ...] = ()) -> Iterator[Member]:
        """Yield the records of a value; an object in which none are is one itself."""
        if isinstance(value, list):
            yield from self._of_list(value, path)
        elif not isinstance(value, dict):
            yield Member({"": value}, path)
        elif self.is_plain(value):
            yield Member(value, path)
        elif (columns := self._columns(value)) is not None:
            yield from rows_of(*columns, path)
        elif self.has(value, "body"):
            yield Member(value, path)
        else:
            found = list(self._within(value, path, {}))
            yield from found or (Member(value, path),)

    def around(self, value: Record) -> Record:
        """Return what of an object is true of all records in it: the paper, the section."""
        return {
            name: text
            for name, held in value.items()
            if self.field(name) in _OF_ALL and (text := shaped.label(held)[0])
        }

    def pass_over(self, beside: Record, path: tuple[str, ...]) -> None:
        """Remember the names of what stands beside records and is not kept."""
        if len(self.beside) < _MOST_BESIDE:
            names = (name for name, held in beside.items() if not shaped.is_empty(held))
            self.beside.update(dict.fromkeys(".".join((*path, name)) for name in names))

    def lists(self, value: Record, name: str, held: object) -> bool:
        """Tell whether a member of an object is a list of the records that the object holds."""
        if not self.lists_records(name, held):
            return False
        return is_container(name) or not self.has({**value, name: None}, "title")

    def _of_list(self, value: list[object], path: tuple[str, ...]) -> Iterator[Member]:
        rows = [row for row in value if isinstance(row, list)]
        if rows and len(rows) == len(value) and self.are_names(rows[0]):
            yield from rows_of(rows[0], rows[1:], path)
            return
        is_graph = path[-1:] == ("@graph",)
        for one in value:
            # A graph has the site and its pages beside the articles.
            if not is_graph or (isinstance(one, dict) and self.has(one, "title", "body")):
                yield from self.records(one, path)

    def _within(self, value: Record, path: tuple[str, ...], above: Record) -> Iterator[Member]:
        """Yield the records in an object that is none."""
        if len(path) > _DEPTH:
            return
        around = {**above, **self.around(value)}
        lists = [name for name, held in value.items() if self.lists(value, name, held)]
        for name in lists:
            for found in self._of_list(value[name], (*path, name)):  # type: ignore[arg-type]
                yield replace(found, around={**around, **found.around})
        if lists:
            self.pass_over({k: v for k, v in value.items() if k not in (*lists, *around)}, path)
        has_title = self.has(value, "title")
        if lists or (has_title and not _opens(value)):
            return
        yield from self._nested(value, path, around, may_be_keyed=not has_title)

    def _nested(
        self, value: Record, path: tuple[str, ...], around: Record, *, may_be_keyed: bool
    ) -> Iterator[Member]:
        """Yield the records in the objects of an object: by their ids, or further in."""
        held = {name: one for name, one in value.items() if _is_object(one)}
        alike = {
            name
            for name, one in held.items()
            if isinstance(one, dict) and self.has(one, "title", "body")
        }
        keyed = may_be_keyed and len(alike) * 2 > len(held)
        for name, one in held.items():
            if keyed and name in alike:
                for found in self.records(one, path):
                    key = name if found.values is one else found.key
                    yield replace(found, key=key, around={**around, **found.around})
            else:
                for inner in one if isinstance(one, list) else [one]:
                    if isinstance(inner, dict):
                        yield from self._within(inner, (*path, name), around)

    def _columns(self, value: Record) -> tuple[list[str], list[list[object]]] | None:
        """Return names and rows, where an object surely is a table turned on its side."""
        if isinstance(next(iter(value.values()), ""), str):
            return None
        names, rows = value.get("columns"), value.get("data")
        if isinstance(rows, list) and self.are_names(names):
            return list(map(str, names)), [row for row in rows if isinstance(row, list)]  # type: ignore[call-overload]
        if not self.are_names(list(value)):
            return None
        held = list(value.values())
        columns = [list(one.values()) for one in held if isinstance(one, dict) and _is_column(one)]
        if len(columns) < len(held):
            columns = [one for one in held if isinstance(one, list)]
            if len(columns) < 2 or not any(self.field(name) == "title" for name in value):
                return None
        if len(columns) < len(held) or len(set(map(len, columns))) > 1 or len(columns[0]) < 1:
            return None
        return list(value), [list(row) for row in zip(*columns, strict=True)]

    def are_names(self, names: object) -> bool:
        """Tell whether a list is the names of columns, a title or a body among them."""
        return (
            isinstance(names, list)
            and all(isinstance(name, str) for name in names)
            and any(self.field(name) in ("title", "body") for name in names)
        )

    def _has_place(self, record: Record) -> bool:
        return any(self.field(name) in ("url", "published", "id", "body") for name in record)


def is_container(name: str) -> bool:
    """Tell whether a name is one that lists of records have."""
    return folded(name) in _IS_CONTAINER


def _opens(value: Record) -> bool:
    return any(is_container(name) and isinstance(held, dict) for name, held in value.items())


def _is_object(value: object) -> bool:
    """Tell whether a value may have records in it: an object, or a list of very few."""
    if isinstance(value, list):
        return 0 < len(value) <= _FEW and all(isinstance(one, dict) for one in value)
    return isinstance(value, dict) and bool(value)


def _is_column(value: Mapping[str, object]) -> bool:
    return all(key.isdecimal() for key in value) and not any(
        isinstance(one, dict) for one in value.values()
    )


def rows_of(
    names: Sequence[object], rows: list[list[object]], path: tuple[str, ...]
) -> Iterator[Member]:
    """Yield the records of a table with a row of names."""
    called: list[str] = []
    for place, name in enumerate(map(str, names), start=1):
        # As in tables: a name that stands again is told as one that is not kept.
        called.append(f"{name} ({place})" if name in called else name)
    for row in rows:
        yield Member(dict(zip(called, row, strict=False)), path)
