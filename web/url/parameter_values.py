"""The parameters of an endpoint, read from an address by its part of the table and checked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.errors import QueryInvalid
from web.url.parameters import Parameter
from web.url.params import whole_number


class ParameterInvalid(QueryInvalid):
    """A parameter that an endpoint cannot take, with what its message tells of the limits."""

    def __init__(self, parameter: Parameter, code: str, message: str) -> None:
        super().__init__(parameter.name, code, message)
        self.limits = limits(parameter)


def limits(parameter: Parameter) -> dict[str, str]:
    """What the message of an error may say of a parameter's limits."""
    return {
        "least": str(parameter.least),
        "limit": str(parameter.most if parameter.most is not None else parameter.longest),
        "longest": str(parameter.longest),
        "choices": " ".join(parameter.choices),
    }


@dataclass(frozen=True, slots=True)
class Given:
    """The values of an endpoint's own parameters.

    Attributes:
        values: by name; absent parameters are not in it.
        others: the other pairs of the address, in order.
        table: the parameters.
    """

    values: Mapping[str, tuple[str, ...]]
    others: tuple[tuple[str, str], ...]
    table: Mapping[str, Parameter]

    def text(self, name: str) -> str:
        """A text or word; empty where it is absent."""
        return self.values.get(name, ("",))[0]

    def number(self, name: str) -> int:
        """A number, or its default."""
        parameter = self.table[name]
        if name not in self.values:
            return int(parameter.default or 0)
        number = _number(self.text(name), parameter)
        if number < parameter.least or (parameter.most is not None and number > parameter.most):
            message = f"{name} is a number from {parameter.least} to {parameter.most}"
            raise ParameterInvalid(parameter, "out_of_range", message)
        return number

    def names(self, name: str) -> tuple[str, ...] | None:
        """A list of names, each once; ``None`` where it is absent."""
        if name not in self.values:
            return None
        parts = (part.strip() for value in self.values[name] for part in value.split(","))
        names = tuple(dict.fromkeys(part for part in parts if part))
        for found in names:
            _must_be_offered(found, self.table[name])
        return names


def read(given: Iterable[tuple[str, str]], table: Sequence[Parameter]) -> Given:
    """Take the parameters of a table out of an address.

    Raises:
        ParameterInvalid: one is missing, repeated, too long or not among its choices.
    """
    known = {parameter.name: parameter for parameter in table}
    values: dict[str, list[str]] = {}
    others: list[tuple[str, str]] = []
    for name, value in given:
        if name not in known:
            others.append((name, value))
        elif value.strip():
            values.setdefault(name, []).append(value if known[name].spaced else value.strip())
    for parameter in table:
        _check(parameter, values.get(parameter.name, []))
    kept = {name: tuple(found) for name, found in values.items()}
    return Given(kept, tuple(others), known)


def read_all(given: Iterable[tuple[str, str]], table: Sequence[Parameter]) -> Given:
    """Take the parameters of a table out of an address that may have no others.

    Raises:
        QueryInvalid: likewise, and where there is another parameter.
    """
    found = read(given, table)
    for name, _value in found.others:
        raise QueryInvalid(name, "unknown_parameter", f"there is no parameter {name!r}")
    return found


def _number(text: str, parameter: Parameter) -> int:
    number = whole_number(text)
    if number is None:
        message = f"{parameter.name} is a whole number, not {text[:40]!r}"
        raise ParameterInvalid(parameter, "not_a_number", message)
    return number


def _check(parameter: Parameter, values: list[str]) -> None:
    name = parameter.name
    if parameter.required and not values:
        raise ParameterInvalid(parameter, "missing_parameter", f"{name} is missing")
    if not parameter.repeatable and len(values) > 1:
        raise ParameterInvalid(parameter, "repeated_parameter", f"{name} is given more than once")
    for value in values:
        if parameter.longest is not None and len(value) > parameter.longest:
            message = f"{name} has at most {parameter.longest} letters"
            raise ParameterInvalid(parameter, "too_long_value", message)
        if parameter.kind == "choice":
            _must_be_offered(value, parameter)


def _must_be_offered(value: str, parameter: Parameter) -> None:
    if value not in parameter.choices:
        offered = ", ".join(parameter.choices)
        message = f"{parameter.name} takes {offered}; not {value[:40]!r}"
        raise ParameterInvalid(parameter, parameter.unknown, message)
