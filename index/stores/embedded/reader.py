"""Opens what a published index holds: evidence, completions."""

from pathlib import Path

from index.analysis import Analyzer, Evidence
from index.analysis.corpus_frequencies import FILE_NAME as EVIDENCE
from index.analysis.corpus_frequencies import PLACES_NAME as PLACES
from index.arrays import MappedArrays, map_arrays
from index.completions import FILE_NAME as COMPLETIONS
from index.completions import Completions
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


def open_completions(folder: Path, published: Published) -> Completions:
    """Return what a published index offers to somebody who types.

    Raises:
        IndexDamaged: where the file cannot be read.
    """
    return read_completions(folder, map_completions(folder, published))


def map_completions(folder: Path, published: Published) -> MappedArrays:
    """Map the file of completions: from then on it may be removed.

    Raises:
        IndexDamaged: where it is none.
    """
    try:
        return map_arrays(folder / COMPLETIONS, published.compared(COMPLETIONS))
    except (OSError, ValueError) as error:
        raise damaged(folder / COMPLETIONS, error) from error


def read_completions(folder: Path, mapped: MappedArrays) -> Completions:
    """Return the completions of a file that is mapped.

    Raises:
        IndexDamaged: where it cannot be read.
    """
    try:
        return Completions.of_arrays(mapped)
    except ValueError as error:
        raise damaged(folder / COMPLETIONS, error) from error
