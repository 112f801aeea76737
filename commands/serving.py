"""Commands that serve an index over HTTP: ``serve`` and ``demo``."""

import os
import socket
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial

import click

import settings
from commands.counts import articles
from commands.loading import loading
from commands.opening import address_of, is_embedded, store_at
from commands.options import engine_option, host_option, port_option, workers_option
from commands.searchers import engine_at
from commands.terminal import say
from index.feeds.followed import followed
from search.engines.protocol import at_once
from search.query import Query
from search.searcher import Searcher
from web import Application, create_app
from web.http import server
from web.http.handles import with_handles_for
from web.http.hosts import known_hosts
from web.http.limits import AnswerLimits, ConnectionLimits
from web.http.templating import ready
from web.operation import logs, metrics
from web.operation.following import following
from web.operation.readiness import Readiness


@click.command()
@host_option
@port_option
@workers_option
@engine_option
@server.interruptible()
def serve(host: str | None, port: int | None, workers: int | None, engine: str | None) -> None:
    """Serve the search page and the JSON endpoint."""
    # Whoever ends it before it answers has cut nothing off.
    with suppress(KeyboardInterrupt):
        address = address_of(engine)
        manifest = store_at(address).manifest()
        manifest.must_match(address)
        say(articles(manifest.articles))
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
    told = logs.Lines(values.log, queries=values.log_queries, secrets=(values.cluster.password,))
    logs.configure(told)
    workers = workers or values.workers
    hosts = known_hosts((one.getsockname()[:2] for one in sockets), host or values.host)
    served = _Served(address)
    if workers == 1 or not hasattr(os, "fork"):
        app = _application(values, served, hosts)
        served.open()
        waiting = server.create(app, sockets, values.threads, limits=_connections(values))
        with served.following():
            server.run(waiting, _announcing(sockets))
        return
    with metrics.shared() as folder:
        _run_several(values, served, sockets, workers, hosts, Readiness(folder))


def _run_several(
    values: settings.Settings,
    served: "_Served",
    sockets: Sequence[socket.socket],
    workers: int,
    hosts: Collection[str],
    readiness: Readiness,
) -> None:
    # gunicorn takes time to load, and there is none of it on Windows.
    from web.http import workers as processes

    def ended(pid: int) -> None:
        metrics.forget(pid)
        readiness.forget(pid)

    announce = _announcing(sockets)
    app = _application(values, served, hosts)
    # This process answers nothing.
    metrics.forget(os.getpid())
    if is_embedded(served.address):
        served.open()
    was_told = processes.run(
        app,
        sockets,
        workers=workers,
        threads=values.threads,
        begin=served.open,
        announce=announce,
        limits=_connections(values),
        beside=partial(served.following, readiness.agree),
        # Else it would keep the files of what is live now, whatever is published later.
        started=served.let_go,
        ended=ended,
    )
    if not was_told:
        _Served(served.address).open()  # tells what is wrong with the index
        raise click.ClickException("the processes that answer have ended; why is told above")


def _application(
    values: settings.Settings, served: "_Served", hosts: Collection[str]
) -> Application:
    limits = AnswerLimits(
        seconds=values.answer_seconds,
        exports=values.exports,
        export_seconds=values.export_seconds,
        rate=values.rate,
        proxies=values.proxies,
    )
    with loading():
        app = create_app(
            lambda: served.engine,
            archive_name=values.archive_name,
            public_address=values.public_address,
            known_hosts=hosts,
            cache_seconds=values.cache_seconds,
            cors_origins=values.cors_origins,
            limits=limits,
            show_metrics=values.metrics,
            log_requests=values.access_log,
            followed=partial(followed, values.follow.folder_for(served.address)),
        )
        ready(app)
    return app


def _connections(values: settings.Settings) -> ConnectionLimits:
    wanted = ConnectionLimits(
        connections=values.connections,
        queue=values.queue,
        header_bytes=values.header_bytes,
        body_bytes=values.body_bytes,
        request_seconds=values.request_seconds,
        idle_seconds=values.idle_seconds,
        send_seconds=values.send_seconds,
        end_seconds=values.end_seconds,
    )
    limits = with_handles_for(wanted)
    if limits != wanted:
        say(
            f"each process holds {limits.connections} connections, not {wanted.connections}: the "
            "system lets it open no more files",
            err=True,
        )
    return limits


def _announcing(sockets: Sequence[socket.socket]) -> Callable[[], None]:
    addresses = " ".join(server.addresses(sockets))
    return partial(say, f"serving on {addresses}  (Ctrl+C ends)")


class _Served:
    """The archive that a process serves.

    An index in a folder is opened once: its files are mapped, so the processes that are forked off
    share it. Each opens its own connections to a cluster.
    """

    def __init__(self, address: str) -> None:
        self.address = address
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
            # Where it cannot be opened, readers are told.
            self._engine = self._engine or engine_at(self.address)
            # Another index may have been published since the processes parted.
            self._engine.search(Query("فهرس", size=1))

    def following(self, agree: Callable[[str], bool] = at_once) -> AbstractContextManager[None]:
        """Move on inside to what is published meanwhile, in a thread of this process.

        An index in a cluster changes in place.

        Args:
            agree: with the other processes on the moment.
        """
        return following(self.engine, agree) if is_embedded(self.address) else nullcontext()

    def let_go(self) -> None:
        """Release the files; they are opened again when they are asked for."""
        if self._engine is not None and is_embedded(self.address):
            self._engine.close()


def _listening(host: str, port: int) -> list[socket.socket]:
    try:
        return server.listen(host, port)
    except (OSError, ValueError) as error:
        raise click.ClickException(
            f"cannot listen on {host}:{port} ({getattr(error, 'strerror', None) or error}); choose "
            "others with --host and --port"
        ) from error
