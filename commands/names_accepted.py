"""What is decided of names, taken into the file and into the archive."""

from collections.abc import Iterable

import settings
from commands.names_file import names_file, names_file_at
from commands.names_told import applied_told
from commands.opening import store_at, workers_or_default
from commands.progress import progress
from commands.terminal import say, say_names
from index.name_changes import apply_names
from index.names.accepted import Kind, key_of
from index.names.figures import names_in
from index.names.judging import Offer, evidence_of, offers
from index.names.kept_file import NamesFile, write_names
from index.names.pairs import Pair, joining


def into_archive(
    address: str, *, aloud: bool = False, workers: int | None, wait: int | None
) -> None:
    """Let an archive have the entries of its file, and say what came of it.

    Args:
        address: of the archive.
        aloud: whether it is told of lines of the file that cannot be used.
        workers: how many processes share the work; ``None`` for what the settings say.
        wait: seconds to wait for another writer; likewise.
    """
    store = store_at(address, wait)
    accepted = names_file(address, store, aloud=aloud).accepted()
    with progress("reading", of_articles=True) as watcher:
        report = apply_names(store, accepted, watcher=watcher, workers=workers_or_default(workers))
    say(applied_told(report))
    if report.left:
        say_names(report.left)


def accept_sure(address: str) -> int:
    """Put all names of an archive that leave no doubt into its file; return how many were new."""
    store = store_at(address)
    file = names_file(address, store)
    with progress("reading", of_articles=True) as watcher:
        watcher.total(store.manifest().articles)
        found = undecided(offers(names_in(store.articles(), watcher.advance)), file)
    sure = [_pair_of(offer) for offer in found if offer.is_sure]
    if new := joining(file.pairs(), sure):
        write_names(names_file_at(address), file.with_pairs(new))
    return len(new)


def accept_sure_where_set(address: str, *, workers: int | None, wait: int | None) -> None:
    """Do the same and let the archive have them, where the settings say so."""
    if settings.read().sure_names and (count := accept_sure(address)):
        say(f"accepted {writings(count)}")
        into_archive(address, workers=workers, wait=wait)


def undecided(found: Iterable[Offer], file: NamesFile) -> list[Offer]:
    """Return offers of which a file says nothing, whichever of the two names is the entry."""
    decided = {_both(pair.kind, pair.entry, pair.variant) for pair in file.pairs()}
    accepted = file.accepted()

    def is_open(offer: Offer) -> bool:
        kind, one, other = offer.kind, offer.entry.name, offer.variant.name
        entry = accepted.entry_of(kind, one)
        is_one = bool(entry) and entry == accepted.entry_of(kind, other)
        return not is_one and _both(kind, one, other) not in decided

    return [offer for offer in found if is_open(offer)]


def writings(count: int) -> str:
    """Return a number of writings in words."""
    return "1 writing" if count == 1 else f"{count} writings"


def _both(kind: Kind, one: str, other: str) -> frozenset[str]:
    return frozenset((kind, key_of(kind, one), key_of(kind, other)))


def _pair_of(offer: Offer) -> Pair:
    evidence = evidence_of(offer)
    return Pair(offer.kind, offer.entry.name, offer.variant.name, evidence=evidence)
