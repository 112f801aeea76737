"""All that commands say: no sign of an article, a query or a name of a file commands a terminal.

It holds where the output goes into a file or to another program as well, since people read that on
a terminal later. No other module of this room writes to the standard streams.
"""

import json
from typing import NamedTuple

import click
from click.exceptions import NoArgsIsHelpError

from index.visible import escaped, visible, visible_line


class Bold(NamedTuple):
    """A part of a line that stands out on a terminal."""

    text: str


def say(*parts: str | Bold, err: bool = False) -> None:
    """Print a line.

    Args:
        parts: of it, one directly after the other.
        err: whether it goes to standard error.
    """
    click.echo("".join(_styled(part) for part in parts), err=err)


def say_names(line: str, *, err: bool = True) -> None:
    """Print a line that has ids, names of files or settings in it: every sign of them is seen.

    Args:
        line: to be printed.
        err: whether it goes to standard error.
    """
    click.echo(visible_line(line), err=err)


def say_lines(text: str) -> None:
    """Print a text that may have several lines."""
    click.echo(visible(text))


def say_json(value: object) -> None:
    """Print a value as JSON, Arabic letters as they are."""
    click.echo(escaped(json.dumps(value, ensure_ascii=False, indent=2)))


def shown(error: click.ClickException) -> click.ClickException:
    """Return an error of click as one whose message is one line that may be shown."""
    if isinstance(error, NoArgsIsHelpError):
        return error  # several lines, all of them ours
    message = visible_line(error.format_message())
    if isinstance(error, click.UsageError):
        return click.UsageError(message, error.ctx)

    class Shown(click.ClickException):
        exit_code = error.exit_code

    return Shown(message)


def _styled(part: str | Bold) -> str:
    if isinstance(part, Bold):
        return click.style(_one_line(part.text), bold=True)
    return _one_line(part)


def _one_line(text: str) -> str:
    return visible(text).replace("\n", "\\n")
