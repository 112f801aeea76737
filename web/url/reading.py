"""The one reader of addresses: what stands in them, by the table of parameters, and checked.

An empty value counts as absent, because forms send the fields that nobody filled in.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from index.errors import QueryInvalid
from index.facets import FACET_BY_NAME, FACETS
from index.facts.dates.relative_periods import Today
from search.query import DIGITS, MAX_TEXT, NOT, DaysRead, Query, Sort, Values, read_days
from web.url.parameters import (
    CHOOSING,
    EXCLUDING,
    MAX_ASKED,
    MAX_VALUES,
    SEARCH,
    SEARCH_NAMES,
    Parameter,
)

Pairs = Iterable[tuple[str, str]]

_NUMBER = re.compile(rf"-?[{DIGITS}]+")
_ZEROS = "0٠۰"
_OTHER_END = {"from": "to", "to": "from"}
_FACETS = (*CHOOSING, *EXCLUDING)
_OF_SEARCH = {parameter.name: parameter for parameter in SEARCH}
# Longer numbers are out of every range, and Python refuses to read very long ones.
_LONGEST_NUMBER = 19


class ParameterInvalid(QueryInvalid):
    """A parameter that an endpoint cannot take, with what its message tells of the limits."""

    def __init__(self, parameter: Parameter, code: str, message: str) -> None:
        super().__init__(parameter.name, code, message)
        self.limits = limits(parameter)


def limits(parameter: Parameter) -> dict[str, str]:
    """Return what the message of an error may say of a parameter's limits."""
    return {
        "least": str(parameter.least),
        "limit": str(parameter.most if parameter.most is not None else parameter.longest),
        "longest": str(parameter.longest),
        "choices": " ".join(parameter.choices),
    }


@dataclass(frozen=True, slots=True)
class Given:
    """The values that an address gives to the parameters of a table.

    Attributes:
        values: by name; absent parameters are not in it.
        others: the pairs of the address that the table does not know, in order.
        table: the parameters by name.
    """

    values: Mapping[str, tuple[str, ...]]
    others: tuple[tuple[str, str], ...]
    table: Mapping[str, Parameter]

    def texts(self, name: str) -> tuple[str, ...]:
        """Return all values of a parameter, in order."""
        return self.values.get(name, ())

    def text(self, name: str) -> str:
        """Return a text or word; empty where it is absent."""
        return self.values.get(name, ("",))[0]

    def whole_number(self, name: str) -> int:
        """Return a whole number of any size, or its default.

        Raises:
            ParameterInvalid: for anything else (``not_a_number``).
        """
        parameter = self.table[name]
        if name not in self.values:
            return int(parameter.default or 0)
        text = self.text(name)
        number = whole_number(text)
        if number is None:
            message = f"{name} is a whole number, not {text[:40]!r}"
            raise ParameterInvalid(parameter, "not_a_number", message)
        return number

    def number(self, name: str) -> int:
        """Return a number between the limits of its parameter, or its default.

        Raises:
            ParameterInvalid: ``not_a_number`` or ``out_of_range``.
        """
        parameter, number = self.table[name], self.whole_number(name)
        absent = name not in self.values
        above = parameter.most is not None and number > parameter.most
        if not absent and (number < parameter.least or above):
            message = f"{name} is a number from {parameter.least} to {parameter.most}"
            raise ParameterInvalid(parameter, "out_of_range", message)
        return number

    def names(self, name: str) -> tuple[str, ...] | None:
        """Return a list of names, each once; ``None`` where it is absent.

        Raises:
            ParameterInvalid: for a name that is not among the choices.
        """
        if name not in self.values:
            return None
        parts = (part.strip() for value in self.values[name] for part in value.split(","))
        names = tuple(dict.fromkeys(part for part in parts if part))
        for found in names:
            _must_be_offered(found, self.table[name])
        return names


def read(pairs: Pairs, table: Sequence[Parameter]) -> Given:
    """Take the parameters of a table out of an address and check them.

    Args:
        pairs: names and decoded values, in order.
        table: the parameters to take.

    Raises:
        ParameterInvalid: one is missing, repeated, too long or not among its choices.
    """
    given = _gathered(pairs, table)
    for parameter in table:
        _check(parameter, given.texts(parameter.name))
    return given


def read_all(pairs: Pairs, table: Sequence[Parameter]) -> Given:
    """Take the parameters of a table out of an address that may have no others.

    Raises:
        ParameterInvalid: as :func:`read` does.
        QueryInvalid: for a parameter that is not in the table (``unknown_parameter``).
    """
    given = read(pairs, table)
    _check_no_others(given)
    return given


def read_search(pairs: Pairs, today: Today = date.today) -> Query:
    """Return the query that an address asks for.

    Args:
        pairs: names and decoded values, in order.
        today: gives the day that «أمس» is counted from.

    Raises:
        QueryInvalid: for a parameter that is unknown, given too often or has no meaning.
    """
    given = _gathered(pairs, SEARCH)
    _check_no_others(given)
    for parameter in SEARCH:
        _check_repetition(parameter, given.texts(parameter.name))
    check_amount(given.text("q"), {one.name: given.texts(one.name) for one in _FACETS})
    text = given.text("q")[:MAX_TEXT].strip()
    begins, ends = (_days(given.text(name), name, today) for name in ("from", "to"))
    choices = {
        parameter.name: cast("Any", given.text(parameter.name))
        for parameter in SEARCH
        if parameter.kind == "choice" and parameter.name in given.values
    }
    # The query itself checks what the values mean.
    return Query(
        text=text,
        chosen=_values(given, ""),
        excluded=_values(given, NOT),
        first_day=begins.first if begins else None,
        last_day=ends.last if ends else None,
        days_read=tuple(read for read in (begins, ends) if read and read.how != "dated"),
        page=given.whole_number("page"),
        after=given.text("after"),
        size=given.whole_number("size"),
        **{"sort": default_sort(text), **choices},
    )


def read_page_search(pairs: Pairs, today: Today = date.today) -> Query:
    """Return the query that the address of a page asks for.

    Names that are not ours are passed over. A period whose ends were typed the wrong way round is
    read as it was meant. What is ticked to be chosen and to be left out is left out: that was
    ticked last.

    Args:
        pairs: names and decoded values, in order.
        today: gives the day that «أمس» is counted from.

    Raises:
        QueryInvalid: for a parameter that is given too often or has no meaning.
    """
    given = of_search(pairs)
    mended = {"empty_range": _turned, "chosen_and_excluded": _without_chosen}
    for _ in mended:
        try:
            return read_search(given, today)
        except QueryInvalid as error:
            if error.code not in mended:
                raise
            given = mended[error.code](given)
    return read_search(given, today)


def read_search_before(pairs: Pairs, today: Today = date.today) -> Query:
    """Return the query that led to an article, which the address of its page remembers.

    Shared links get parameters from all over the web; none of them is a reason to refuse a page
    that needs none: then it is the query for everything.
    """
    try:
        return read_search(pairs, today)
    except QueryInvalid:
        return EVERYTHING


def of_search(pairs: Pairs) -> list[tuple[str, str]]:
    """Return the pairs of an address that belong to a search, in order."""
    return [pair for pair in pairs if pair[0] in SEARCH_NAMES]


def check_amount(text: str, values: Mapping[str, Sequence[str]]) -> None:
    """Check that a search asks for no more than an address and the pages of it can hold.

    Args:
        text: its words, of which ``MAX_TEXT`` letters count.
        values: chosen and left out, by their parameters.

    Raises:
        ParameterInvalid: ``too_many_choices`` or ``too_long_search``; it names the parameter that
            asks for most.
    """
    if sum(map(len, values.values())) > MAX_VALUES:
        name = max(values, key=lambda name: len(values[name]))
        message = f"more than {MAX_VALUES} values are chosen or left out"
        raise ParameterInvalid(_OF_SEARCH[name], "too_many_choices", message)
    sizes = {name: sum(map(_size, found)) for name, found in values.items()}
    sizes["q"] = _size(text[:MAX_TEXT])
    if sum(sizes.values()) > MAX_ASKED:
        message = f"words and values have more than {MAX_ASKED} bytes"
        largest = max(sizes, key=lambda name: sizes[name])
        raise ParameterInvalid(_OF_SEARCH[largest], "too_long_search", message)


def default_sort(text: str) -> Sort:
    """Return the order for these words where none is asked for; without words none is relevant."""
    return "relevance" if text else "newest"


def whole_number(text: str) -> int | None:
    """Return a number in Latin, Arabic or Persian digits; ``None`` for any other text.

    A very long number is cut, but is still larger than any limit.
    """
    if not _NUMBER.fullmatch(text):
        return None
    sign, digits = text[: text.startswith("-")], text.removeprefix("-").lstrip(_ZEROS)
    return int(f"{sign}{digits[:_LONGEST_NUMBER] or 0}")


def _gathered(pairs: Pairs, table: Sequence[Parameter]) -> Given:
    known = {parameter.name: parameter for parameter in table}
    values: dict[str, list[str]] = {}
    others: list[tuple[str, str]] = []
    for name, value in pairs:
        if name not in known:
            others.append((name, value))
        elif value.strip():
            values.setdefault(name, []).append(value if known[name].spaced else value.strip())
    return Given({name: tuple(found) for name, found in values.items()}, tuple(others), known)


def _days(text: str, parameter: str, today: Today) -> DaysRead | None:
    return read_days(text, parameter=parameter, today=today) if text else None


def _values(given: Given, prefix: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (facet.name, value) for facet in FACETS for value in given.texts(prefix + facet.name)
    )


def _turned(given: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(_OTHER_END.get(name, name), value) for name, value in given]


def _without_chosen(given: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs without those that choose what is left out as well."""
    excluded = Query(excluded=_values(_gathered(given, SEARCH), NOT)).excluded
    return [pair for pair in given if not _is_any_of(pair, excluded)]


def _is_any_of(pair: tuple[str, str], excluded: Values) -> bool:
    name, value = pair
    if name not in FACET_BY_NAME or not value.strip():
        return False
    return Query(chosen=((name, value),)).chosen[0] in excluded


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _check_no_others(given: Given) -> None:
    for name, _value in given.others:
        raise QueryInvalid(name, "unknown_parameter", f"there is no parameter {name!r}")


def _check(parameter: Parameter, values: Sequence[str]) -> None:
    name = parameter.name
    if parameter.required and not values:
        raise ParameterInvalid(parameter, "missing_parameter", f"{name} is missing")
    _check_repetition(parameter, values)
    for value in values:
        if parameter.longest is not None and len(value) > parameter.longest:
            message = f"{name} has at most {parameter.longest} letters"
            raise ParameterInvalid(parameter, "too_long_value", message)
        if parameter.kind == "choice":
            _must_be_offered(value, parameter)


def _check_repetition(parameter: Parameter, values: Sequence[str]) -> None:
    name = parameter.name
    if not parameter.repeatable and len(values) > 1:
        raise ParameterInvalid(parameter, "repeated_parameter", f"{name} is given more than once")
    if parameter.repeatable and parameter.most is not None and len(values) > parameter.most:
        message = f"{name}: more than {parameter.most} values"
        raise ParameterInvalid(parameter, "too_many_values", message)


def _must_be_offered(value: str, parameter: Parameter) -> None:
    if value not in parameter.choices:
        offered = ", ".join(parameter.choices)
        message = f"{parameter.name} takes {offered}; not {value[:40]!r}"
        raise ParameterInvalid(parameter, parameter.unknown, message)


#: What an address without parameters asks for: all articles, the newest first.
EVERYTHING = read_search(())
