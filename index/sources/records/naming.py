"""Which of a record's names stand for which field, and which of several is taken.

A name that a person has mapped goes before the names of the table, and of these the one that stands
first in it goes before the others. What programs put around a record (``_source``, ``fields``,
``attributes``) is opened; its names come behind those of the record itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from index.sources.records.field_names import field_of, folded, likeliness

#: Names of objects that hold the fields of a record.
_ENVELOPES = (
    "_source source_as_map fields attributes node row doc document article item record post news "
    "meta metadata data properties story dates timestamps"
)
ENVELOPES = frozenset(_ENVELOPES.split())
#: What stands around a record and tells nothing of it.
_ROUTINE = (
    "_index _type _score _version _ignored sort highlight row_idx truncated_cells cursor __v _rev "
    "@context @type _links curies"
)
_AROUND = frozenset(_ROUTINE.split())


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with the names of records that have the same names.

    Attributes:
        fields: the names that stand for each field, the likeliest first.
        unknown: names that stand for none.
        mapped: names that a person told.
    """

    fields: tuple[tuple[str, tuple[str, ...]], ...]
    unknown: tuple[str, ...]
    mapped: frozenset[str]


def plan(
    names: tuple[str, ...], mapping: tuple[tuple[str, str], ...], derived: frozenset[str]
) -> Plan:
    """Return which names stand for which fields.

    Args:
        names: of a record, as :func:`opened` gives them.
        mapping: fields by names, as a person told them; an empty one passes over the name.
        derived: names that are passed over because they are made of others.
    """
    told = {folded(name): field for name, field in mapping}
    places: dict[str, list[tuple[int, int, str]]] = {}
    unknown, mapped = [], []
    for place, name in enumerate(names):
        own = told.get(folded(name)) if told else None
        if own is not None:
            mapped.append(name)
            if own:
                places.setdefault(own, []).append((-1, place, name))
            continue
        last = name.rpartition(".")[2] if name.partition(".")[0] in ENVELOPES else name
        field = field_of(last) if last not in _AROUND else None
        if field:
            behind = 1000 if last != name else 0
            places.setdefault(field, []).append((behind + likeliness(last), place, name))
        elif last not in _AROUND and name not in derived:
            unknown.append(name)
    fields = tuple(
        (field, tuple(name for *_, name in sorted(found))) for field, found in places.items()
    )
    return Plan(fields, tuple(unknown), frozenset(mapped))


def opened(
    values: Mapping[str, object], mapping: tuple[tuple[str, str], ...]
) -> Mapping[str, object]:
    """Return a record with what its envelopes hold, and what a mapping names within its objects."""
    found = values
    for name, value in values.items():
        if isinstance(value, dict) and name in ENVELOPES and _holds_fields(value):
            if found is values:
                found = dict(values)
            del found[name]  # type: ignore[attr-defined]
            found |= {f"{name}.{key}": held for key, held in value.items()}  # type: ignore[operator]
    for name, _ in mapping:
        if "." in name and name not in found and (held := list(_within(values, name.split(".")))):
            if found is values:
                found = dict(values)
            head, *path = name.split(".")
            found[head] = _without(found[head], path)  # type: ignore[index]
            found[name] = held[0] if len(held) == 1 else held  # type: ignore[index]
    return found


def _holds_fields(value: Mapping[str, object]) -> bool:
    """Tell whether an object holds fields and is not a text or a name itself."""
    return any(field_of(key) for key in value) and "rendered" not in value


def _without(value: object, path: list[str]) -> object:
    """Return a value without what a path leads to."""
    if isinstance(value, list):
        return [_without(one, path) for one in value]
    if not isinstance(value, dict) or not path:
        return None
    return {
        key: _without(held, path[1:]) if key == path[0] else held for key, held in value.items()
    }


def _within(value: object, path: list[str]) -> Iterator[object]:
    if not path:
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _within(one, path)
    elif isinstance(value, dict) and path[0] in value:
        yield from _within(value[path[0]], path[1:])
