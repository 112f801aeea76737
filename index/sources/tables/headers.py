"""Which row of a table is its header, and which column holds which field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.sources.records.field_names import likeliness
from index.sources.tables.dialects import HEADER_WITHIN
from index.sources.tables.guessing import Column, likely
from index.sources.tables.names import Names, is_derived, is_name, shown

_LONGEST_TITLE = 150
_INDEX = (
    *("", "index", "unnamed: 0", "unnamed:0", "unnamed: 0.1", "level_0", "__index_level_0__"),
    *("#", "no", "no.", "nr", "n°", "s.no", "s/n", "sn", "sr", "row", "serial"),
    *("م", "ت", "رقم", "الرقم", "تسلسل", "التسلسل", "مسلسل", "المسلسل", "الرقم التسلسلي"),
)


@dataclass(frozen=True)
class Header:
    """What the columns of a table are.

    Attributes:
        at: place of the header among the first rows; -1 where the table has none.
        names: of the columns, their numbers where the table has no header.
        fields: places of columns by field, that which is read first before the others.
        left_out: places of columns that hold something and stand for no field.
    """

    at: int
    names: tuple[str, ...]
    fields: dict[str, tuple[int, ...]]
    left_out: tuple[int, ...]

    @cached_property
    def keys(self) -> tuple[tuple[str, str, int], ...]:
        """Return a name of its own for each column that is read, with its field and place."""
        found: dict[str, tuple[str, int]] = {}
        for held, places in self.fields.items():
            for place in places:
                name = self.names[place] or str(place + 1)
                found[name if name not in found else f"{name} ({place + 1})"] = (held, place)
        return tuple((name, *rest) for name, rest in found.items())

    def stands_again(self, row: Sequence[str]) -> bool:
        """Tell whether a row holds names of this header, perhaps in another order or among more."""
        names = [name for name in map(shown, row) if name]
        shared = set(names).intersection(self.names)
        enough = len(shared) >= min(2, len(self.names)) and all(map(is_name, names))
        return self.at >= 0 and self.names[self.body] in shared and enough

    def has_same_places(self, row: Sequence[str]) -> bool:
        """Tell whether the names of the columns that are read stand where they stood."""
        cells = [shown(cell) for cell in row] + [""] * len(self.names)
        return all(cells[at] == self.names[at] for _, _, at in self.keys)

    @property
    def body(self) -> int:
        """Return the place of the column with the text."""
        return self.fields["body"][0]


def place(rows: Sequence[Sequence[str]], names: Names) -> int | None:
    """Return the place of the header among the first rows, -1 if the table has none.

    Returns:
        ``None`` where neither a header nor the numbers of columns tell what they hold.
    """
    first = rows[:HEADER_WITHIN]
    known = [names.fields_in(row) for row in first]
    whole = [at for at, row in enumerate(first) if known[at] > 1 and _names_body(row, names)]
    if whole or max(known) > 1:
        return whole[0] if whole else known.index(max(known))
    numbered = names.by_number(max(map(len, first), default=0))
    for at, row in enumerate(first):
        # One known name among others may be a word of the text, such as «خبر».
        alone = len([cell for cell in row if cell.strip()]) == 1
        sure = at == unknown_header(rows) or alone
        if known[at] and (sure or not (numbered or _names_body(row, names))):
            return at
    width = max(map(len, first), default=0)
    if names.by_number(width):
        found = 0 if _is_numbered(rows[0]) else unknown_header(rows)
        return -1 if found is None else found
    return None


def unknown_header(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the place of the row that looks like a header though none of its names is known.

    It has short cells, all different, over cells of another kind: running text, days, numbers.
    """
    width = max((len(row) for row in rows[:HEADER_WITHIN]), default=0)
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        cells = [shown(cell) for cell in row]
        filled = [cell for cell in cells if cell]
        if 2 * len(filled) <= width:
            continue  # a line above the table
        words = [cell for cell in filled if not cell.isdigit()]
        fits = len(set(filled)) == len(filled) and words and all(map(_names_something, words))
        below = columns([str(number) for number in range(width)], rows[at + 1 :])
        kinds = {int(name): field for name, field in likely(below).items()}
        differs = any(
            field in ("body", "published", "url") or len(cells[at]) < below[at].length / 2
            for at, field in kinds.items()
            if at < len(cells)
        )
        return at if fits and differs else None
    return None


def _names_body(row: Sequence[str], names: Names) -> bool:
    return any(names.field(shown(cell)) == "body" for cell in row)


def _is_numbered(row: Sequence[str]) -> bool:
    """Tell whether a row merely counts the columns from 0, as pandas writes nameless ones."""
    cells = [cell for cell in row if cell]
    return len(cells) > 1 and cells == [str(number) for number in range(len(cells))]


def _names_something(cell: str) -> bool:
    return is_name(cell) and len(cell.split()) <= 4


def columns(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Column]:
    """Return the columns with what the rows hold in them."""
    return [
        Column(name, [row[at] for row in rows if at < len(row) and row[at].strip()])
        for at, name in enumerate(names)
    ]


def understood(
    at: int, rows: Sequence[Sequence[str]], names: Names, *, whole: bool = True
) -> Header:
    """Return the header at this place, with the columns sorted by what the rows below hold.

    Args:
        at: place among the rows, -1 where there is none.
        rows: the first rows of the table.
        names: which names are known.
        whole: whether these are all rows: a column that is empty in them may be filled below.
    """
    below = rows[at + 1 :]
    if at < 0 or _is_numbered(rows[at]):
        width = max(map(len, rows))
        called = tuple(str(number) for number in range(1, width + 1))
    else:
        called = tuple(map(shown, rows[at]))
    held = columns(called, below)
    fields: dict[str, list[int]] = {}
    for place, name in enumerate(called):
        field = names.field("" if name == str(place + 1) else name, place + 1)
        if field:
            fields.setdefault(field, []).append(place)
    _split_title(fields, held)
    for field, places in fields.items():
        places.sort(key=lambda place: _order(field, place, held, names))
    left_out = [
        place
        for place, column in enumerate(held)
        if (column.cells or (column.name and not whole))
        and not any(place in places for places in fields.values())
        and not is_derived(column.name)
        and not _is_index(column)
        and names.told(column.name, place + 1) is None
    ]
    return Header(at, called, {f: tuple(p) for f, p in fields.items()}, tuple(left_out))


def _split_title(fields: dict[str, list[int]], held: list[Column]) -> None:
    """Take a column of short texts for the title where it is called like the text beside it."""
    places = sorted(fields.get("body", ()), key=lambda place: held[place].length)
    if "title" in fields or len(places) < 2 or not held[places[0]].cells:
        return
    if held[places[0]].length < min(held[places[-1]].length / 3, _LONGEST_TITLE):
        fields["title"] = [places[0]]
        fields["body"].remove(places[0])


def _order(
    field: str, place: int, held: list[Column], names: Names
) -> tuple[bool, bool, bool, int]:
    """Return what sorts the columns of one field: those that hold the text go first."""
    column = held[place]
    longest = max(one.length for one in held)
    short = field == "body" and column.length < longest / 2
    told = names.told(column.name, place + 1) is not None
    return (not told, not column.cells, short, likeliness(column.name))


def _is_index(column: Column) -> bool:
    """Tell whether the rows are merely numbered in a column, as pandas writes it."""
    numbered = column.cells[:2] in (["0", "1"], ["1", "2"], ["0"], ["1"])
    return column.name.lower() in _INDEX and numbered


def twins(header: Header, rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield each name that two columns bear which hold different things."""
    held = columns(header.names, rows[header.at + 1 :])
    for places in header.fields.values():
        by_name: dict[str, list[int]] = {}
        for place in places:
            by_name.setdefault(header.names[place].casefold(), []).append(place)
        for same in by_name.values():
            filled = [place for place in same if held[place].cells]
            if any(held[one].cells != held[filled[0]].cells for one in filled[1:]):
                yield header.names[same[0]], tuple(filled)
