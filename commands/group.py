"""What holds for all commands: how one ends where something is wrong."""

import click

from index.errors import FihrisError, QueryInvalid


class Commands(click.Group):
    """A group whose commands end with one line on standard error where something is wrong."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; turn the errors of Fihris and of the disk into those of click."""
        try:
            return super().invoke(ctx)
        except QueryInvalid as error:
            raise click.UsageError(f"--{error.parameter}: {error}") from error
        except FihrisError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise  # whoever read the output has seen enough; click ends quietly
        except OSError as error:
            where = error.filename or "the disk"
            raise click.ClickException(f"{where}: {error.strerror or error}") from error
