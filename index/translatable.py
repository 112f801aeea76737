"""Marks of the sentences that the catalogue of translations holds; a leaf, for every room."""


def translatable(sentence: str) -> str:
    """Mark a sentence of a table for the catalogue; it is translated where it is shown."""
    return sentence


def countable(one: str, many: str) -> tuple[str, str]:
    """Mark a counted sentence of a table for the catalogue."""
    return one, many
