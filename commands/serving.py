"""Commands that serve an index over HTTP: ``serve`` and ``demo``."""

import os
import socket
from functools import partial

import click

import settings
from commands.loading import loading
from commands.opening import address_of, engine_at, is_embedded, store_at
from commands.options import engine_option, host_option, port_option, workers_option
from commands.printing import articles
from search.query import Query
from search.searcher import Searcher
from web import create_app
from web.http import server
from web.http.templating import ready


@click.command()
@host_option
@port_option
@workers_option
@engine_option
@server.interruptible()
def serve(host: str | None, port: int | None, workers: int | None, engine: str | None) -> None:
    """Serve the search page and the JSON endpoint."""
    address = address_of(engine)
    manifest = store_at(address).manifest()
    manifest.must_match(address)
    click.echo(articles(manifest.articles))
    run_server(address, host, port, workers)


@click.command()
@host_option
@port_option
@workers_option
@server.interruptible()
def demo(host: str | None, port: int | None, workers: int | None) -> None:
    """Index the sample archive into var/demo and serve it."""
    # Loaded here alone: whoever serves reads no sources.
    from commands.indexing import SAMPLE, build_index

    address = "whoosh:var/demo"
    build_index((SAMPLE,), None, address, workers)
    run_server(address, host, port, workers)


def run_server(address: str, host: str | None, port: int | None, workers: int | None) -> None:
    """Serve an archive until the server is told to end.

    Args:
        address: of the archive.
        host: to listen on; by default that of the settings.
        port: likewise; 0 for any that is free.
        workers: processes that answer; likewise. Where a system cannot fork it is one.

    Raises:
        FihrisError: where there is no usable index.
        click.ClickException: where nothing can listen there.
    """
    values = settings.read()
    sockets = _listening(host or values.host, values.port if port is None else port)
    addresses = " ".join(server.addresses(sockets))
    announce = partial(click.echo, f"serving on {addresses}  (Ctrl+C ends)")
    served = _Served(address)
    with loading():
        app = create_app(
            lambda: served.engine,
            archive_name=values.archive_name,
            public_address=values.public_address,
            cache_seconds=values.cache_seconds,
            cors_origins=values.cors_origins,
        )
        ready(app)
    workers = workers or values.workers
    if workers == 1 or not hasattr(os, "fork"):
        served.open()
        server.run(server.create(app, sockets, values.threads), announce)
        return
    # gunicorn takes time to load, and there is none of it on Windows.
    from web.http import workers as processes

    if is_embedded(address):
        served.open()
    ended = processes.run(
        app,
        sockets,
        workers=workers,
        threads=values.threads,
        begin=served.open,
        announce=announce,
    )
    if not ended:
        _Served(address).open()  # tells what is wrong with the index
        raise click.ClickException("the processes that answer have ended; why is told above")


class _Served:
    """The archive that a process serves.

    An index in a folder is opened once: its files are mapped, so the processes that are forked off
    share it. Each opens its own connections to a cluster.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._engine: Searcher | None = None

    @property
    def engine(self) -> Searcher:
        """The archive, once it is open."""
        assert self._engine is not None, "open comes first"
        return self._engine

    def open(self) -> None:
        """Open the archive and load what the first reader would otherwise wait for.

        Raises:
            FihrisError: where there is no usable index.
        """
        with loading():
            engine = self._engine or engine_at(self._address)
            # Another index may have been published since the processes parted.
            engine.search(Query("فهرس", size=1))
        self._engine = engine


def _listening(host: str, port: int) -> list[socket.socket]:
    try:
        return server.listen(host, port)
    except (OSError, ValueError) as error:
        raise click.ClickException(
            f"cannot listen on {host}:{port} ({getattr(error, 'strerror', None) or error}); choose "
            "others with --host and --port"
        ) from error
