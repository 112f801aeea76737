"""Commands that serve an index over HTTP: ``serve`` and ``demo``."""

import click

import settings
from commands.indexing import SAMPLE, build_index
from commands.opening import engine_at
from commands.options import engine_option, host_option, port_option
from commands.printing import articles
from search.query import Query
from search.searcher import Searcher
from web import create_app
from web.http import server


@click.command()
@host_option
@port_option
@engine_option
@server.interruptible()
def serve(host: str | None, port: int | None, engine: str | None) -> None:
    """Serve the search page and the JSON endpoint."""
    opened = engine_at(engine)
    click.echo(articles(opened.manifest.articles))
    run_server(opened, host, port)


@click.command()
@host_option
@port_option
@server.interruptible()
def demo(host: str | None, port: int | None) -> None:
    """Index the sample archive into var/demo and serve it."""
    address = "whoosh:var/demo"
    build_index((SAMPLE,), None, address)
    run_server(engine_at(address), host, port)


def run_server(engine: Searcher, host: str | None, port: int | None) -> None:
    """Serve an archive until the server is told to end.

    Args:
        engine: opened.
        host: to listen on; by default that of the settings.
        port: likewise; 0 for any that is free.

    Raises:
        click.ClickException: where nothing can listen there.
    """
    engine.search(Query("فهرس", size=1))  # loads what the first reader would otherwise wait for
    values = settings.read()
    host = host or values.host
    port = values.port if port is None else port
    app = create_app(
        lambda: engine,
        archive_name=values.archive_name,
        public_address=values.public_address,
        cache_seconds=values.cache_seconds,
        cors_origins=values.cors_origins,
    )
    try:
        listening = server.create(app, host=host, port=port, threads=values.threads)
    except (OSError, ValueError) as error:
        raise click.ClickException(
            f"cannot listen on {host}:{port} ({getattr(error, 'strerror', None) or error}); choose "
            "others with --host and --port"
        ) from error
    server.run(
        listening,
        lambda where: click.echo(f"serving on {' '.join(where)}  (Ctrl+C ends)"),
    )
