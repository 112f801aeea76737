"""What an update has to do: which articles come, which go, and what is known of files then."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from index.files_read.gathering import file_read
from index.files_read.kept import FilesRead
from index.files_read.record import ArticleRead, FileRead, State
from index.files_read.survey import FileThere


@dataclass(frozen=True, slots=True)
class Rules:
    """How an update takes in files.

    Attributes:
        is_removing: whether articles go that their files do not hold any more.
        is_restoring: whether articles come back that were deleted or replaced since, though their
            files are as they were.
    """

    is_removing: bool = False
    is_restoring: bool = True


@dataclass(frozen=True, slots=True)
class ReadNow:
    """What was read of a file now.

    Attributes:
        articles: that it holds, in order.
        is_sound: whether it could be read to its end.
    """

    articles: tuple[ArticleRead, ...] = ()
    is_sound: bool = True


@dataclass(frozen=True, slots=True)
class Repeated:
    """An article that is not taken, for another of its name comes before it.

    Attributes:
        file: that it is in.
        number: of the article in that file.
        which: of its names both have: 0 for the id.
        first: the other.
    """

    file: FileThere
    number: int
    which: int
    first: ArticleRead


@dataclass(slots=True)
class Plan:
    """What an update has to do.

    Attributes:
        files: the records of the files that are there, as they are to be.
        wanted: the articles that come: their files and their numbers in these.
        going: ids of articles that go without others in their place.
        went: the paths of files with such articles, each with how many.
        taken_over: names of articles that the archive has from these files now, and had not.
        unchanged: how many articles are as they were.
        repeated: articles that are not taken.
    """

    files: list[FileRead] = field(default_factory=list)
    wanted: list[tuple[str, int]] = field(default_factory=list)
    going: list[str] = field(default_factory=list)
    went: dict[str, int] = field(default_factory=dict)
    taken_over: set[bytes] = field(default_factory=set)
    unchanged: int = 0
    repeated: list[Repeated] = field(default_factory=list)


def is_as_read(there: FileThere, before: FileRead | None) -> bool:
    """Tell whether a file need not be read: it gave all that it gives now when it was read."""
    return (
        before is not None
        and bool(before.digest)
        and (before.digest, before.reading) == (there.digest, there.reading)
    )


def plan(
    there: Sequence[FileThere],
    kept: FilesRead,
    read: Mapping[str, ReadNow],
    absent: Iterable[FileRead],
    rules: Rules,
) -> Plan:
    """Return what an update has to do.

    Of articles of one name the first is taken, in the order of the files, as in a build.

    Args:
        there: the files that are there.
        kept: what was read before.
        read: what was read now, by paths; other files are as they were.
        absent: files that are not there any more, and whose articles are to go.
        rules: of the update.
    """
    before = {file.path: kept.file(file.path) for file in there}
    found = {file.path: _articles(before[file.path], read.get(file.path)) for file in there}
    planner = _Planner(kept.versions_of(_names(found.values())), rules)
    records = [
        planner.record(file, before[file.path], found[file.path], is_read=file.path in read)
        for file in there
    ]
    for file, record in zip(there, records, strict=True):
        now = read.get(file.path)
        old = before[file.path]
        is_sound = now.is_sound if now else old is None or old.is_sound
        lost = planner.lost(old, record, is_sound=is_sound)
        articles = (*record, *lost)
        if now is None and old is not None:
            planner.plan.files.append(replace(old, articles=articles))
        else:
            planner.plan.files.append(file_read(file, articles, is_sound=is_sound))
    for gone in absent:
        planner.out(gone.path, (one for one in gone.articles if one.is_in_archive))
    return planner.plan


def _articles(before: FileRead | None, now: ReadNow | None) -> Sequence[ArticleRead]:
    if now is not None:
        return now.articles
    return [one for one in before.articles if one.is_in_file] if before else ()


def _names(found: Iterable[Sequence[ArticleRead]]) -> Collection[bytes]:
    return {article.names[0] for articles in found for article in articles}


class _Planner:
    """Decides article by article.

    Attributes:
        plan: what was decided.
    """

    def __init__(self, held: Mapping[bytes, Collection[bytes]], rules: Rules) -> None:
        self.plan = Plan()
        self._held, self._rules = held, rules
        self._first: dict[bytes, ArticleRead] = {}

    def record(
        self,
        file: FileThere,
        before: FileRead | None,
        found: Sequence[ArticleRead],
        *,
        is_read: bool,
    ) -> list[ArticleRead]:
        """Return the articles of a file with what becomes of each."""
        old = {(one.names[0], one.version): one.state for one in before.articles} if before else {}
        record = []
        for number, article in enumerate(found):
            was = old.get((article.names[0], article.version))
            which = next((at for at in (0, 1) if article.names[at] in self._first), None)
            if which is None:
                state = self._taken(file, number, article, was)
            else:
                state = State.REPEATED
                if is_read and was is not State.REPEATED:
                    first = self._first[article.names[which]]
                    self.plan.repeated.append(Repeated(file, number, which, first))
            record.append(replace(article, state=state))
        return record

    def _taken(
        self, file: FileThere, number: int, article: ArticleRead, was: State | None
    ) -> State:
        self._first.update(dict.fromkeys(article.names, article))
        if article.version in self._held.get(article.names[0], ()):
            self.plan.unchanged += 1
        elif was is State.TAKEN and not self._rules.is_restoring:
            return State.TAKEN
        else:
            self.plan.wanted.append((file.path, number))
        if was is not State.HELD:
            self.plan.taken_over.update(article.names)
        return State.HELD

    def lost(
        self, before: FileRead | None, record: Sequence[ArticleRead], *, is_sound: bool
    ) -> Sequence[ArticleRead]:
        """Return what stays in the archive of articles that a file held and does not any more."""
        if before is None:
            return ()
        now = {name for article in record for name in article.names}
        left = [
            replace(one, state=State.LEFT)
            for one in before.articles
            if one.is_in_archive and not self._is_first(one) and now.isdisjoint(one.names)
        ]
        if is_sound and self._rules.is_removing:
            self.out(before.path, left)
            return ()
        return left

    def out(self, path: str, articles: Iterable[ArticleRead]) -> None:
        """Let articles of a file go that no file has any more."""
        going = [article.id for article in articles if not self._is_first(article)]
        if going:
            self.plan.going += going
            self.plan.went[path] = len(going)

    def _is_first(self, article: ArticleRead) -> bool:
        return any(name in self._first for name in article.names)
