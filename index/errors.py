"""Every error that Fihris raises on purpose.

::

    FihrisError
    ├── SourceError          an input path or format that cannot be used at all
    ├── AddressError         an engine address that names no engine
    ├── IndexMissing         nothing has been published at this address yet
    ├── IndexDamaged         what was published is not whole
    ├── AnalyzerMismatch     the index was made by another analyzer, or of other fields, than
    │                        the query would use
    ├── IndexLocked          another process is writing this index
    ├── PublishedUnsure      an index is published, but the disk did not confirm it
    ├── EngineError          a cluster that does not do what is asked of it
    │   ├── EngineUnreachable    no host answers, or the cluster cannot answer now
    │   ├── EngineTimedOut       no answer came in time
    │   ├── EngineUntrusted      TLS: the certificate of a host, or ours, is not accepted
    │   ├── EngineRefused        wrong user or password, or no right to do this
    │   ├── EngineTooOld         another software or version than is needed
    │   ├── EngineOverloaded     it has more to do than it can
    │   └── EngineFailed         anything else that it answers with an error
    ├── TableError           a line of a table of words or names that cannot be used
    ├── NamesUnreadable      the file of accepted names cannot be read
    ├── NothingIndexed       a reindex found no article, so nothing was published
    ├── WorkerLost           a process that helped to build an index ended before its work was done
    ├── ArchiveShrunk        a reindex would leave much less than there is, so nothing was published
    ├── ArchiveOvertaken     another command changed the archive while one got ready to
    ├── QueryInvalid         a parameter of a search that has no meaning
    ├── TimeExceeded         an answer that took longer than one may
    ├── StateDamaged         what is remembered of feeds cannot be read
    ├── FollowedElsewhere    another process follows feeds for this archive
    ├── EvaluationError      a file of queries or judgments that cannot be read
    └── SettingError         a setting in the environment that cannot be used

A broken record inside a readable file is not an error: it is a
:class:`index.sources.reading.Problem`, reported and counted while the rest is indexed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FihrisError(Exception):
    """Base of all; its text is one line that says what happened, where, and what to do."""


class SourceError(FihrisError):
    """An input path that does not exist, or a format name that is not known."""


class AddressError(FihrisError):
    """An engine address that names no engine."""


class IndexMissing(FihrisError):
    """Nothing has been published at this address yet."""


class IndexDamaged(FihrisError):
    """What was published is not whole."""


class AnalyzerMismatch(FihrisError):
    """The index was made by another analyzer than the one at hand."""


class IndexLocked(FihrisError):
    """Another process is writing this index."""


class PublishedUnsure(FihrisError):
    """An index is published, but the disk did not confirm it."""


class EngineError(FihrisError):
    """A cluster that does not do what is asked of it."""


class EngineUnreachable(EngineError):
    """No host answers, or the cluster cannot answer now."""


class EngineTimedOut(EngineError):
    """No answer came in time."""


class EngineUntrusted(EngineError):
    """The certificate of a host, or ours, is not accepted."""


class EngineRefused(EngineError):
    """Wrong user or password, or no right to do this."""


class EngineTooOld(EngineError):
    """Another software or version than is needed."""


class EngineOverloaded(EngineError):
    """It has more to do than it can."""


class EngineFailed(EngineError):
    """Anything else that a cluster answers with an error."""


class TableError(FihrisError):
    """A line of a table of words or names that cannot be used."""


class NamesUnreadable(FihrisError):
    """The file of accepted names cannot be read."""


class NothingIndexed(FihrisError):
    """A reindex found no article to index."""


class ArchiveShrunk(FihrisError):
    """A reindex would leave much less of an archive than there is."""


class StateDamaged(FihrisError):
    """What is remembered of the feeds of an archive cannot be read."""


class FollowedElsewhere(FihrisError):
    """Another process follows feeds for this archive."""


class TimeExceeded(FihrisError):
    """An answer that took longer than one may."""


class EvaluationError(FihrisError):
    """A file of queries or judgments that cannot be read."""


class SettingError(FihrisError):
    """A setting in the environment that cannot be used."""


class WorkerLost(FihrisError):
    """A process that helped to build an index ended before its work was done."""


class ArchiveOvertaken(FihrisError):
    """Another command changed the archive while this one got ready to."""


class QueryInvalid(FihrisError):
    """A parameter of a search that has no meaning.

    Attributes:
        parameter: its name, as the caller wrote it.
        code: a short stable word for programs.
    """

    def __init__(self, parameter: str, code: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.code = code


@contextmanager
def naming(place: str | Path) -> Iterator[None]:
    """Let an error of the disk that names no file inside name a place."""
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno is not None:
            error.filename = str(place)
        raise
