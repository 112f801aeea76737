"""The options of commands that read sources, apart: they load every reader."""

from collections import Counter
from collections.abc import Iterable

import click

from index import sources
from index.errors import SourceError

format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(sorted([*sources.FORMATS, *sources.ALIASES])),
    help="Format of the files; by default each file's is found from its content.",
)


def _mapping(
    context: click.Context, option: click.Parameter, told: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    try:
        mapping = tuple(dict.fromkeys(map(sources.read_mapping, told)))
    except SourceError as error:
        raise click.BadParameter(str(error)) from error
    times = Counter(name for name, _ in mapping)
    twice = [name for name, count in times.items() if count > 1]
    if twice:
        raise click.BadParameter(f"{twice[0]!r} is given two fields; name one of them")
    return mapping


map_option = click.option(
    "--map",
    "mapping",
    metavar="NAME=FIELD",
    multiple=True,
    callback=_mapping,
    help="A column or key of the files and the field that it stands for; NAME= passes over it. "
    "May be given several times.",
)
