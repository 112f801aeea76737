#!/usr/bin/env python3
"""The one entry to Fihris: ``manage.py COMMAND``. The commands lie in ``commands/``."""

import click

from commands.group import Commands, version_option

#: Where each command is; see :class:`commands.group.Commands`.
_COMMANDS = {
    "reindex": "commands.indexing:reindex",
    "migrate": "commands.indexing:migrate",
    "compact": "commands.indexing:compact",
    "update": "commands.changing:update",
    "delete": "commands.changing:delete",
    "follow": "commands.following:follow",
    "names": "commands.names:names",
    "search": "commands.searching:search",
    "analyze": "commands.searching:analyze",
    "explain": "commands.searching:explain",
    "evaluate": "commands.searching:evaluate",
    "facts": "commands.inspecting:print_facts",
    "formats": "commands.inspecting:print_formats",
    "check": "commands.inspecting:check",
    "rollback": "commands.keeping:rollback",
    "backup": "commands.keeping:backup",
    "restore": "commands.keeping:restore",
    "serve": "commands.serving:serve",
    "demo": "commands.serving:demo",
    "settings": "commands.inspecting:print_settings",
}


@click.group(
    cls=Commands, places=_COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
@version_option
def cli() -> None:
    """Fihris (فهرس), a search engine for archives of Arabic news."""


if __name__ == "__main__":
    cli(prog_name="manage.py")
