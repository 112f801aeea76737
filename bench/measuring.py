"""What the benches say while they work."""

import time

import click


def tell(what: str) -> None:
    """Progress, on standard error."""
    click.echo(f"{time.strftime('%H:%M:%S')} {what}", err=True)
