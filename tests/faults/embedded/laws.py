"""What must hold of an archive, whatever struck those who wrote it."""

import os
import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from hashlib import md5
from pathlib import Path
from typing import Any

from index.stores import open_store
from index.stores.embedded.checking import segments_of
from index.stores.embedded.folders import Folders
from index.stores.embedded.pointer import read_pointer
from search.query import Query
from search.searcher import Searcher, open_archive
from tests.faults.embedded.commands import Commands
from tests.faults.generated import articles, written


class State(dict[str, str]):
    """What an archive says: the titles of its articles by their ids."""

    @property
    def digest(self) -> str:
        """What tells it from all others."""
        return md5(repr(sorted(self.items())).encode()).hexdigest()

    def __repr__(self) -> str:
        """Tell what matters of it, for messages."""
        editions = Counter(title.rpartition(" ")[2] for title in self.values())
        return f"{len(self)} articles of the editions {dict(editions)}"


# A name made of a moment, of chance, or of a number.
_MADE_UP = re.compile(r"\d{8}T\d{6}|[0-9a-f]{8,}|\d+")


def seed() -> int:
    """The seed of what is drawn."""
    return int(os.environ.get("FIHRIS_FAULTS_SEED", "1"))


def drawn(things: Iterable[Any], most: int) -> list[Any]:
    """So many of some things, in their order."""
    known = list(things)
    chosen = random.Random(seed()).sample(range(len(known)), min(most, len(known)))
    return [known[number] for number in sorted(chosen)]


def edition(path: Path, number: int, first: int = 0, end: int = 60) -> State:
    """Write articles of an edition into a file; their titles, which tell its number."""
    made = [
        replace(article, title=f"{article.title}، الطبعة {number}")
        for article in articles(end)[first:]
    ]
    written(path, made)
    return State({article.id: article.title for article in made})


def state(address: str) -> State:
    """What an archive says that is opened for it, where nobody writes."""
    engine = open_archive(address)
    said = answer(engine)
    assert sorted(engine.article_ids()) == sorted(said)
    return said


def answer(engine: Searcher) -> State:
    """What an archive says in one answer, all parts of which must agree."""
    found = engine.search(Query(size=100, copies="together"))
    said = State({hit.article.id: hit.article.title for hit in found.hits})
    assert found.total == len(said)
    assert sum(value.count for value in found.facets["section"]) == found.total
    return said


def must_be_one_of(address: str, states: Iterable[State]) -> State:
    """Make sure that an archive says one of these things, and that its files are whole."""
    open_store(address).check()
    found = state(address)
    assert found in list(states)
    return found


def must_be_sound(commands: Commands) -> None:
    """Make sure that all of the archive can be read, list by list."""
    commands.run("check", "--deep").must_be_whole()


def shape(commands: Commands) -> list[str]:
    """What lies there besides publications that are needed, without what is made up of names."""
    needed = {
        folder
        for pointer in commands.base.rglob("current")
        for name in read_pointer(pointer.parent)[:2]
        if isinstance(name, str)
        for folder in _folders(Folders(pointer.parent).publication(name))
    }
    lying = (
        path
        for path in commands.base.rglob("*")
        if path not in needed and not needed.intersection(path.parents)
    )
    return sorted(_MADE_UP.sub("*", str(path.relative_to(commands.base))) for path in lying)


def _folders(publication: Path) -> list[Path]:
    """The folders of a publication and of its segments; none where there is none any more."""
    return [publication, *segments_of(publication)] if publication.is_dir() else []
