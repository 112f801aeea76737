"""What the schemas are made of."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, with_config

#: No field that is not described.
closed = with_config(ConfigDict(extra="forbid"))

MatchCode = Literal["exact", "light", "spelling", "wide", "some"]
Count = Annotated[int, Field(ge=0)]
Address = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]


def about(sentence: str) -> Any:
    """What a field means."""
    return Field(description=sentence)
