"""The option of commands that read sources, apart: it loads every reader."""

import click

from index import sources

format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(sorted(sources.FORMATS)),
    help="Format of the files; by default each file's is found from its content.",
)
