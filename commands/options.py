"""Options that several commands have, and arguments that are queries."""

import re
from collections.abc import Callable
from typing import get_args

import click

import settings
from index.facets import FACET_BY_NAME
from search.query import NOT, RelatedWords, Spellings

engine_option = click.option(
    "--engine",
    metavar="ADDRESS",
    help="Where the index lies, like whoosh:var/index; by default the setting FIHRIS_ENGINE.",
)
wait_option = click.option(
    "--wait",
    type=click.IntRange(min=0),
    metavar="SECONDS",
    help="How long to wait where another command is writing the archive; by default the setting "
    "FIHRIS_LOCK_SECONDS.",
)
spellings_option = click.option(
    "--spellings",
    type=click.Choice(get_args(Spellings)),
    default="all",
    show_default=True,
    help="Whether other spellings of the words are searched for as well.",
)
related_option = click.option(
    "--related",
    type=click.Choice(get_args(RelatedWords)),
    default="yes",
    show_default=True,
    help="Whether related words may stand in the place of the words.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
host_option = click.option(
    "--host", help="Address to listen on; by default the setting FIHRIS_HOST."
)
port_option = click.option(
    "--port", type=click.IntRange(0, 65535), help="Port; by default FIHRIS_PORT."
)
force_option = click.option(
    "--force", is_flag=True, help="Publish even where there is much less than before."
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(1, settings.MOST_WORKERS),
    help="Processes that share the work; by default FIHRIS_WORKERS.",
)


def facet_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command two options for each facet, which may be given several times.

    One chooses a value, the other (``--not-agency``) leaves the articles with it out.
    """
    for name, what in ((NOT, "Not"), ("", "Only")):
        for facet in reversed(FACET_BY_NAME):
            option = click.option(
                f"--{name}{facet}".replace("_", "-"),
                name + facet,
                multiple=True,
                help=f"{what} this value of the facet {facet}; may be given several times.",
            )
            command = option(command)
    return command


class QueryCommand(click.Command):
    """A command whose argument may begin with a minus: before an Arabic letter it is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the command line, a minus before what is not ASCII read as part of a query."""
        # The parser of queries reads the minus sign of mathematics as well, and click does not.
        return super().parse_args(
            ctx, [re.sub(r"^-(?=[^\x00-\x7f])", "\u2212", arg) for arg in args]
        )
