"""The command for names that are written in several ways: ``names`` with what is done to them."""

from collections.abc import Callable, Sequence

import click

from commands.indexing import give_way
from commands.names_accepted import accept_sure, into_archive, undecided, writings
from commands.names_file import names_file, names_file_at
from commands.names_told import offer_json, offer_lines, several_json, several_line
from commands.opening import address_of, store_at
from commands.options import engine_option, json_option, wait_option, workers_option
from commands.progress import progress
from commands.terminal import say, say_json
from index.names.accepted import KINDS, Kind
from index.names.figures import ArchiveNames, names_in
from index.names.judging import Offer, offers, several_people
from index.names.kept_file import write_names
from index.names.pairs import Pair, contradicting

_kind_option = click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="person",
    show_default=True,
    help="Whether they are names of persons or of organisations.",
)
_later_option = click.option(
    "--later", is_flag=True, help="Only write the file; the archive stays as it is until apply."
)
_variants_argument = click.argument("variants", nargs=-1, metavar="[VARIANT]...")


def _changing(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of all that change names in an archive."""
    for option in (wait_option, workers_option, engine_option, _later_option):
        command = option(command)
    return command


@click.group("names")
def names() -> None:
    """List names that are written in several ways under one entry.

    What an editor decides is kept in a file, see the setting FIHRIS_NAMES.
    """


@names.command("list")
@click.option("--kind", type=click.Choice(KINDS), help="Only persons, or only organisations.")
@click.option("--sure", is_flag=True, help="Only those that leave no doubt.")
@click.option(
    "--several", is_flag=True, help="Names that seem to be several people, by their roles, instead."
)
@click.option(
    "--count",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    help="How many to print at most.",
)
@json_option
@engine_option
def list_names(
    kind: Kind | None, sure: bool, several: bool, count: int, as_json: bool, engine: str | None
) -> None:
    """Print which names of the archive may be one, the surest first.

    Each with what speaks for it: letters, roles, other names that stand beside both. What was
    accepted or refused is left out. All articles are read for that.
    """
    give_way()
    address = address_of(engine)
    store = store_at(address)
    file = names_file(address, store)
    with progress("reading", of_articles=True) as watcher:
        watcher.total(store.manifest().articles)
        archive = names_in(store.articles(), watcher.advance)
    if several:
        _print_several(archive, count, as_json=as_json)
        return
    found = undecided(offers(archive, [kind] if kind else KINDS), file)
    _print([offer for offer in found if offer.is_sure or not sure], count, as_json=as_json)
    if store.manifest().names != file.accepted():
        say("the archive has other names than the file: run manage.py names apply", err=True)


def _print(found: Sequence[Offer], count: int, *, as_json: bool) -> None:
    if as_json:
        say_json([offer_json(offer) for offer in found[:count]])
        return
    for offer in found[:count]:
        for line in offer_lines(offer):
            say(line)
    told = "1 candidate" if len(found) == 1 else f"{len(found)} candidates"
    say(f"{told}, {sum(offer.is_sure for offer in found)} of them sure", err=True)


def _print_several(archive: ArchiveNames, count: int, *, as_json: bool) -> None:
    found = several_people(archive)[:count]
    if as_json:
        say_json([several_json(name, fields) for name, fields in found])
        return
    for name, fields in found:
        say(several_line(name, fields))


@names.command("accept")
@click.argument("entry", required=False)
@_variants_argument
@click.option(
    "--sure", is_flag=True, help="Accept all that leave no doubt, instead of given names."
)
@_kind_option
@_changing
def accept(
    entry: str | None,
    variants: tuple[str, ...],
    sure: bool,
    kind: Kind,
    later: bool,
    engine: str | None,
    workers: int | None,
    wait: int | None,
) -> None:
    """List each VARIANT under ENTRY, in the archive and in all that comes into it.

    Articles that name one of them are written anew; where many do, the archive is built anew of
    its articles. The live index answers until that is done.
    """
    if sure == bool(entry) or bool(entry) != bool(variants):
        raise click.UsageError("name an ENTRY and its VARIANTs, or ask for --sure")
    give_way()
    address = address_of(engine)
    count = accept_sure(address) if sure else _accept(address, kind, entry or "", variants)
    say(f"accepted {writings(count)}")
    _into_archive(address, later=later, workers=workers, wait=wait)


def _accept(address: str, kind: Kind, entry: str, variants: Sequence[str]) -> int:
    path, file = names_file_at(address), names_file(address, store_at(address))
    pairs, told = contradicting(file.pairs(), [Pair(kind, entry, variant) for variant in variants])
    if told:
        raise click.ClickException(f"{path}: not written: {told[0].reason}")
    write_names(path, file.with_pairs(pairs))
    return len(pairs)


@names.command("refuse")
@click.argument("entry")
@_variants_argument
@_kind_option
@_changing
def refuse(
    entry: str,
    variants: tuple[str, ...],
    kind: Kind,
    later: bool,
    engine: str | None,
    workers: int | None,
    wait: int | None,
) -> None:
    """Do not list a VARIANT under ENTRY, and do not offer that again.

    What was accepted before is taken back: the archive has again what it had.
    """
    address = address_of(engine)
    file = names_file(address, store_at(address))
    pairs = [Pair(kind, entry, variant, is_accepted=False) for variant in variants]
    write_names(names_file_at(address), file.with_pairs(pairs))
    say(f"refused {writings(len(pairs))}")
    _into_archive(address, later=later, workers=workers, wait=wait)


@names.command("undo")
@click.argument("entry")
@_variants_argument
@_kind_option
@_changing
def undo(
    entry: str,
    variants: tuple[str, ...],
    kind: Kind,
    later: bool,
    engine: str | None,
    workers: int | None,
    wait: int | None,
) -> None:
    """Forget what was decided of ENTRY and each VARIANT; without one, of all of them."""
    address = address_of(engine)
    file = names_file(address, store_at(address))
    wanted = set(variants)
    gone = [
        pair.names
        for pair in file.pairs()
        if (pair.kind, pair.entry) == (kind, entry) and (not wanted or pair.variant in wanted)
    ]
    write_names(names_file_at(address), file.without(gone))
    say(f"forgot {writings(len(gone))}")
    _into_archive(address, later=later, workers=workers, wait=wait)


@names.command("apply")
@engine_option
@workers_option
@wait_option
def apply(engine: str | None, workers: int | None, wait: int | None) -> None:
    """Take what the file says into the archive, as after it was edited by hand."""
    give_way()
    into_archive(address_of(engine), aloud=True, workers=workers, wait=wait)


def _into_archive(address: str, *, later: bool, workers: int | None, wait: int | None) -> None:
    """Let the archive have the entries of the file."""
    if later:
        say("the archive stays as it is until manage.py names apply, or the next reindex")
        return
    give_way()
    into_archive(address, workers=workers, wait=wait)
