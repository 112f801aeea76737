#!/usr/bin/env python3
"""The one entry to Fihris: ``manage.py COMMAND``. The commands lie in ``commands/``."""

import click

from commands.group import Commands
from commands.indexing import delete, migrate, reindex, update
from commands.inspecting import check, print_facts, print_settings
from commands.searching import analyze, evaluate, explain, search
from commands.serving import demo, serve

_COMMANDS = (
    *(reindex, migrate, update, delete, search, analyze, explain, evaluate),
    *(print_facts, check, serve, demo, print_settings),
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Fihris (فهرس), a search engine for archives of Arabic news."""


for command in _COMMANDS:
    cli.add_command(command)

if __name__ == "__main__":
    cli(prog_name="manage.py")
