"""Opens what a published index holds: evidence, completions, associations."""

from dataclasses import dataclass
from pathlib import Path

from index.analysis import Analyzer, Evidence
from index.analysis.corpus_frequencies import FILE_NAME as EVIDENCE
from index.analysis.corpus_frequencies import PLACES_NAME as PLACES
from index.arrays import Array, MappedArrays, map_arrays
from index.associations import FILE_NAME as ASSOCIATIONS
from index.associations import NO_ASSOCIATIONS, Associations
from index.completions import FILE_NAME as COMPLETIONS
from index.completions import Additions, Completions
from index.completions.additions import FILE_NAME as ADDITIONS
from index.stores.embedded.files import Published, damaged


def open_analyzer(folder: Path, published: Published) -> Analyzer:
    """Return the analyzer of a published index, by the corpus frequencies kept with it.

    Raises:
        IndexDamaged: where the evidence cannot be read.
    """
    compare_evidence(published)
    try:
        return Analyzer(Evidence.read(folder))
    except (OSError, ValueError) as error:
        raise damaged(folder / EVIDENCE, error) from error


def compare_evidence(published: Published) -> None:
    """Make sure that the corpus frequencies of a published index are as they were published.

    Raises:
        IndexDamaged: they are not.
    """
    for name in (EVIDENCE, PLACES):
        published.compare(name)


@dataclass(frozen=True)
class MappedCompletions:
    """What a publication offers to somebody who types, mapped: from then on files may be removed.

    Attributes:
        folder: of the publication.
    """

    folder: Path
    _base: MappedArrays
    _additions: MappedArrays | None

    def base(self) -> Completions:
        """Return the completions of the last full build.

        Raises:
            IndexDamaged: they cannot be read.
        """
        try:
            return Completions.of_arrays(self._base)
        except ValueError as error:
            raise damaged(self.folder / COMPLETIONS, error) from error

    def read(self, built: Array) -> Completions:
        """Return the completions, with what was added since.

        Args:
            built: for every article of the last full build its number; -1 where it is gone.

        Raises:
            IndexDamaged: they cannot be read.
        """
        base = self.base()
        if self._additions is None:
            return base
        try:
            return Additions.of_arrays(self._additions).joined(base, built)
        except (ValueError, IndexError) as error:
            raise damaged(self.folder / ADDITIONS, error) from error


def map_completions(folder: Path, published: Published) -> MappedCompletions:
    """Map what a publication offers to somebody who types.

    Raises:
        IndexDamaged: a file is missing, or none of ours.
    """
    additions = _mapped(folder, published, ADDITIONS) if published.lists(ADDITIONS) else None
    return MappedCompletions(folder, _mapped(folder, published, COMPLETIONS), additions)


def map_associations(folder: Path, published: Published) -> MappedArrays | None:
    """Map the words that a published index relates; ``None`` where it relates none.

    Raises:
        IndexDamaged: the file is missing, or none of ours.
    """
    if not published.lists(ASSOCIATIONS):
        return None
    return _mapped(folder, published, ASSOCIATIONS)


def read_associations(folder: Path, mapped: MappedArrays | None) -> Associations:
    """Return the words that a published index relates.

    Args:
        folder: of the publication.
        mapped: what :func:`map_associations` gave.

    Raises:
        IndexDamaged: they cannot be read.
    """
    if mapped is None:
        return NO_ASSOCIATIONS
    try:
        return Associations.of_arrays(mapped)
    except ValueError as error:
        raise damaged(folder / ASSOCIATIONS, error) from error


def _mapped(folder: Path, published: Published, name: str) -> MappedArrays:
    try:
        return map_arrays(folder / name, published.compared(name))
    except (OSError, ValueError) as error:
        raise damaged(folder / name, error) from error
