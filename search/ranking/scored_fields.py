"""The fields in which words score, the same for every engine."""

from index.fields import DEFAULT_FIELDS

#: The name under which the lead, the first words of the body, is explained.
LEAD = "lead"

_FIELDS_OF_NEIGHBOURS = ("title", "body")


def fields_of(scope: str | None) -> tuple[str, ...]:
    """Return the fields in which a word is looked for.

    Args:
        scope: the one field that the query names; ``None`` for those that are searched by default.
    """
    return (scope,) if scope else DEFAULT_FIELDS


def fields_of_neighbours(scope: str | None) -> tuple[str, ...]:
    """Return the fields in which two words near each other score; see :func:`fields_of`."""
    return _FIELDS_OF_NEIGHBOURS if scope is None else (scope,)
