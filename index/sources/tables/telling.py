"""What is told of a table: how it was understood, what is left out, why it is not read."""

from collections.abc import Iterator, Sequence

from index.sources.files.decoding import mend_name
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.records.fields import FIELDS, known
from index.sources.records.options import option, options
from index.sources.tables import headers
from index.sources.tables.guessing import Column, likely
from index.sources.tables.headers import Header
from index.sources.tables.names import Names, shown

#: A row with the line it starts on, or what is wrong with it.
Row = tuple[int, list[str] | str]
_MOST_SHOWN = 15


def no_header(table: list[list[str]]) -> str:
    """Return why a table cannot be read in which no name is known, and what to do."""
    if not table:
        return "no header row, since the table is empty"
    at = headers.unknown_header(table)
    if at is not None:
        return _unknown_columns(tuple(map(shown, table[at])), table[at + 1 :], {})
    width = max(map(len, table))
    numbers = tuple(str(number) for number in range(1, width + 1))
    columns = headers.columns(numbers, table)
    fields = likely(columns) or {"1": "title", "2": "body"}
    return (
        "no header row, so nothing is read; the first row holds "
        f"{_list([str(column) for column in columns])}; name the columns by their numbers: "
        f"{options(fields)}"
    )


def _unknown_columns(names: Sequence[str], rows: list[list[str]], fields: dict[str, str]) -> str:
    """Return why a table is not read in which no column is known to hold the text."""
    columns = headers.columns(names, rows)
    left = [column for column in columns if column.name and column.name not in fields]
    guess = likely(left, frozenset(fields.values()) - {"body"})
    if "body" not in guess.values():  # a summary may be all that there is
        decks = [one for one in columns if fields.get(one.name) in ("deck", "caption")]
        guess |= {name: held for name, held in likely(decks).items() if held == "body"}
    told = "no column is known to hold the text of the articles, so nothing is read; columns: "
    told += _list([str(column) for column in columns])
    if fields:
        told += f"; known: {_pairs(fields)}"
    if "body" in guess.values():
        return f"{told}; likely: {options(guess)}"
    return f"{told}; name the one with the text: --map NAME=body"


def cannot_be_used(header: Header, table: list[list[str]], names: Names) -> str:
    if "body" not in header.fields:
        fields = {header.names[at]: name for name, all_ in header.fields.items() for at in all_}
        return _unknown_columns(header.names, table[header.at + 1 :], fields)
    shifted = _shifted(header, table, names)
    if shifted:
        return shifted
    for name, places in headers.twins(header, table):
        if all(names.told(name, place + 1) is None for place in places):
            numbers = " and ".join(str(place + 1) for place in places)
            held = next(one for one, all_ in header.fields.items() if places[0] in all_)
            return (
                f"two columns are called {name!r}, number {numbers}; keep one of them, "
                f"or say which: {option(str(places[0] + 1), held)}"
            )
    return ""


def _shifted(header: Header, table: list[list[str]], names: Names) -> str:
    """Return what is wrong with names that stand over columns of another kind."""
    numbers = [str(number) for number in range(1, len(header.names) + 1)]
    columns = headers.columns(numbers, table[header.at + 1 :])
    for field, other, what in (("published", "url", "addresses"), ("url", "published", "days")):
        for place in header.fields.get(field, ()):
            column = columns[place]
            is_told = names.told(header.names[place], place + 1) is not None
            if not is_told and column.cells and likely([column]) == {column.name: other}:
                return (
                    f"the header does not fit its columns: {header.names[place]!r} holds {what} "
                    f"({column}); mend it or name the columns by their numbers: "
                    f"{options(likely(columns))}"
                )
    return ""


def no_text(header: Header, table: list[list[str]]) -> str:
    body = header.names[header.body]
    columns = headers.columns(header.names, table[header.at + 1 :])
    left = [columns[at] for at in (*header.left_out, *header.fields["body"][1:])]
    left += [columns[at] for at in header.fields.get("deck", ())]
    guess = {name: held for name, held in likely(left).items() if held == "body"}
    remedy = f"likely: {options(guess)}" if guess else "name the one with the text: --map NAME=body"
    return (
        f"the column {body!r} is empty in all rows, so nothing is read; columns: "
        f"{_list([str(column) for column in columns])}; {remedy}"
    )


def told(
    file: InputFile, header: Header, table: list[list[str]], above: list[Row]
) -> Iterator[Problem | Recognition]:
    """Yield how the columns were understood, and which of them are left out."""
    titles: list[str] = []
    line = above[-1][0] if above else 1
    for number, row in above[:-1]:
        cells = [row] if isinstance(row, str) else [name for name in map(shown, row) if name]
        if isinstance(row, list) and 2 * len(cells) > max(len(header.names), 3):
            message = f"this row stands above the header in line {line}; it is not read"
            yield Problem("broken", file.name, message, line=number)
        elif cells:
            titles.append(f"«{'، '.join(cells)[:80]}»")
    if titles:
        yield Recognition(file.name, f"left out above the header: {_list(titles)}")
    fields = {header.names[places[0]]: name for name, places in header.fields.items()}
    where = f"header in line {line}" if header.at >= 0 else "no header"
    yield Recognition(file.name, f"{where}: {_pairs(fields)}")
    yield from left_out(file, header, headers.columns(header.names, table[header.at + 1 :]), line)


def left_out(
    file: InputFile, header: Header, columns: Sequence[Column], line: int
) -> Iterator[Problem]:
    left = [_called(header, at) for at in header.left_out]
    if left:
        named = [columns[at] for at in header.left_out if columns[at].name]
        guess = likely(named, frozenset(header.fields))
        remedy = f"likely: {options(guess)}" if guess else _keep(header, header.left_out[0])
        message = f"columns that are left out: {_list(left)}; {remedy}"
        yield Problem("unknown_field", file.name, message, line=line)


def _keep(header: Header, place: int) -> str:
    """Return how to keep a column or to pass over it, for a person who has not done so before."""
    name = header.names[place] or str(place + 1)
    return (
        f"to keep one: {option(name, 'FIELD')}, where FIELD is one of {known()}; "
        f"to pass over it: {option(name, '')}"
    )


def _called(header: Header, at: int) -> str:
    name = mend_name(header.names[at])[:60]
    return repr(name) if name else f"number {at + 1}, which has no name"


def _pairs(fields: dict[str, str]) -> str:
    order = [name for name in FIELDS if name in fields.values()]
    pairs = sorted(fields.items(), key=lambda pair: order.index(pair[1]))
    return ", ".join(f"{mend_name(name)[:60]} → {held}" for name, held in pairs)


def _list(parts: Sequence[str]) -> str:
    shown_parts = ", ".join(mend_name(part) for part in parts[:_MOST_SHOWN])
    more = len(parts) - _MOST_SHOWN
    return f"{shown_parts} and {more} more" if more > 0 else shown_parts
