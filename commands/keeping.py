"""Commands that keep an archive: ``rollback``, ``backup``, ``restore``."""

from pathlib import Path

import click

from commands.counts import articles
from commands.opening import address_of, store_at
from commands.options import engine_option, force_option, wait_option
from commands.terminal import say_names
from index.manifest import Manifest
from index.shrinking import live_manifest, must_not_shrink
from index.stores.embedded.backup import back_up
from index.stores.embedded.backup import restore as restored
from index.stores.embedded.store import EmbeddedStore


@click.command()
@engine_option
@wait_option
def rollback(engine: str | None, wait: int | None) -> None:
    """Bring back what was live before the last reindex, update, delete, compact or restore.

    It is compared with what was published first. A second rollback takes the first one back. What
    is not live then goes when something else is published.
    """
    store = store_at(engine, wait)
    before = store.rollback()
    say_names(f"live again: {_told(before)}", err=False)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@engine_option
def backup(file: Path, engine: str | None) -> None:
    """Write the live index into FILE, a tar archive, in the place of what is there.

    Others may search the archive and publish meanwhile. What is written is read back and compared
    before FILE is replaced.
    """
    manifest = back_up(_in_a_folder(engine), file)
    told = f"backed up {_told(manifest)} into {file}, {file.stat().st_size} bytes"
    say_names(told, err=False)


@click.command()
@click.argument(
    "file", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="FILE"
)
@force_option
@engine_option
@wait_option
def restore(file: Path, force: bool, engine: str | None, wait: int | None) -> None:
    """Publish the index of a backup.

    All of it is compared with what was backed up before it is published. The index that was live
    stays for a rollback. Where that holds many more articles, nothing is published, and it ends
    with exit code 3.
    """
    store = _in_a_folder(engine, wait)

    def agreed(manifest: Manifest) -> None:
        must_not_shrink(None if force else live_manifest(store), manifest.articles)

    manifest = restored(store, file, agreed)
    say_names(f"restored {_told(manifest)} from {file}", err=False)


def _in_a_folder(engine: str | None, wait: int | None = None) -> EmbeddedStore:
    store = store_at(engine, wait)
    if not isinstance(store, EmbeddedStore):
        raise click.ClickException(
            f"{address_of(engine)}: an archive in a cluster is backed up and restored by the "
            "snapshots of OpenSearch; see docs/opensearch.md"
        )
    return store


def _told(manifest: Manifest) -> str:
    return f"{articles(manifest.articles)}, built {manifest.built}"
