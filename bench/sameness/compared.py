"""Tell how two recordings differ, by kind of answer and by the place in it.

usage: python -m bench.sameness.compared BEFORE AFTER [--tolerance X] [--shown N] [--json]

BEFORE and AFTER are files of ``bench.sameness.answers``, ``articles`` or ``terms``. Scores, and all
other numbers that are no whole ones, may differ by the tolerance; everything else must be equal,
the order of equal scores as well. It ends with 1 where anything differs.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from bench.answers import by_key
from bench.measuring import json_option

_NUMBER = re.compile(r"\[\d+\]")

#: What was asked, as text, and what came.
Recording = dict[tuple[str, str], Any]


def read(path: Path) -> Recording:
    """Read a recording.

    Raises:
        click.ClickException: it is none, or asks the same twice.
    """
    found: Recording = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                key = row["kind"], json.dumps(row["asked"], ensure_ascii=False)
                answer = row["answer"]
            except (ValueError, KeyError, TypeError) as error:
                raise click.ClickException(f"{path}, line {number}: {error!r}") from error
            if key in found:
                raise click.ClickException(f"{path}, line {number}: asked twice: {key}")
            found[key] = answer
    return found


def differing(
    before: Recording, after: Recording, tolerance: float
) -> Iterator[tuple[tuple[str, str], list[str]]]:
    """Yield every question of two recordings with the differences of its answers, a line each."""
    for key in dict.fromkeys((*before, *after)):
        if key not in after or key not in before:
            yield key, [f": asked only {'before' if key in before else 'after'}"]
        else:
            yield key, list(by_key(before[key], after[key], tolerance=tolerance))


@click.command()
@click.argument("before", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("after", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--tolerance", default=1.5e-4, show_default=True, help="Of numbers with a point.")
@click.option("--shown", default=20, show_default=True, help="Print so many answers that differ.")
@json_option
def main(before: Path, after: Path, tolerance: float, shown: int, as_json: bool) -> None:
    """Compare the recordings BEFORE and AFTER."""
    asked: Counter[str] = Counter()
    differ: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for (kind, question), lines in differing(read(before), read(after), tolerance):
        asked[kind] += 1
        differ[kind] += bool(lines)
        found = {_NUMBER.sub("[]", line.partition(": ")[0]) for line in lines}
        places.update(f"{kind}: {place}" for place in found)
        if lines and differ.total() <= shown:
            click.echo(f"{kind} {question}", err=True)
            for line in lines[:12]:
                click.echo(f"    {line}", err=True)
    if as_json:
        rows = {kind: {"asked": count, "differ": differ[kind]} for kind, count in asked.items()}
        click.echo(json.dumps({"kinds": rows, "places": places}, ensure_ascii=False, indent=2))
    else:
        for kind, count in asked.items():
            click.echo(f"{kind:24} {count:6} asked {differ[kind]:6} differ")
        click.echo(f"{'all':24} {asked.total():6} asked {differ.total():6} differ")
        for place, count in places.most_common():
            click.echo(f"{count:6} × {place}")
    sys.exit(1 if differ.total() else 0)


if __name__ == "__main__":
    main()
