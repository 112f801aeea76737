"""The terms that the schemas are written in."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, cast

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

#: No field that is not described.
closed = with_config(ConfigDict(extra="forbid"))

MatchCode = Literal["exact", "light", "spelling", "wide", "related", "some"]
Count = Annotated[int, Field(ge=0)]
Address = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]


def shaped(name: str, fields: Mapping[str, Any], *, total: bool = True) -> Any:
    """Return the shape of an object whose fields a table names, the table of facets above all.

    Args:
        name: of the shape.
        fields: each with its type.
        total: whether none may be absent.
    """
    made = cast("Any", TypedDict)(name, dict(fields), total=total)
    return closed(made)


def one_of(words: Sequence[str]) -> Any:
    """Return what restricts a text to some words that a table names."""
    return Field(json_schema_extra={"enum": list(words)})


def about(sentence: str) -> Any:
    """Return the description of a field.

    Args:
        sentence: of the catalogue.
    """
    return Field(description=sentence)
