"""The tables of vectors that the tests read."""

from pathlib import Path

ROOT = Path(__file__).parent.parent


def vectors(name: str) -> list[list[str]]:
    """The rows of a table in ``tests/vectors``, without its comments."""
    lines = (ROOT / "tests" / "vectors" / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
