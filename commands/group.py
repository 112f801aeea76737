"""What holds for all commands: when one is loaded, and how it ends where something is wrong."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, cast

import click

from commands.loading import loading
from commands.terminal import shown
from index import disk_errors
from index.errors import ArchiveShrunk, FihrisError, QueryInvalid
from index.version import VERSION

version_option = click.version_option(VERSION, prog_name="Fihris")


class _Shrunk(click.ClickException):
    exit_code = 3


class Commands(click.Group):
    """A group whose commands end with one line on standard error where something is wrong.

    Each is loaded when it is called for: the readers of sources alone take as long as the start of
    a server.
    """

    def __init__(self, *, places: Mapping[str, str], **attributes: Any) -> None:
        """
        Args:
            places: module and name of each command, ``commands.serving:serve``, by its own name.
            attributes: of the group.
        """
        super().__init__(**attributes)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command; ``None`` where there is none of this name."""
        module, _, name = self._places.get(cmd_name, "").partition(":")
        if not module:
            return None
        with loading():
            return cast("click.Command", getattr(import_module(module), name))

    def make_context(self, *given: Any, **extra: Any) -> click.Context:
        """Read what stands before the name of a command, as click does it."""
        try:
            return super().make_context(*given, **extra)
        except click.ClickException as error:
            raise shown(error) from error.__cause__

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; turn the errors of Fihris and of the disk into those of click.

        Their messages name files, ids and queries.
        """
        try:
            return self._run(ctx)
        except click.ClickException as error:
            raise shown(error) from error.__cause__

    def _run(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except QueryInvalid as error:
            raise click.UsageError(f"--{error.parameter}: {error}") from error
        except ArchiveShrunk as error:
            raise _Shrunk(str(error)) from error
        except FihrisError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise  # whoever read the output has seen enough; click ends quietly
        except OSError as error:
            raise click.ClickException(disk_errors.told(error)) from error
