"""Opens what a published index holds: evidence, completions."""

from pathlib import Path

from index.analysis import Analyzer, Evidence
from index.analysis.corpus_frequencies import FILE_NAME as EVIDENCE
from index.completions import FILE_NAME as COMPLETIONS
from index.completions import Completions
from index.stores.embedded.files import damaged


def open_analyzer(folder: Path) -> Analyzer:
    """Return the analyzer of a published index, by the corpus frequencies kept with it.

    Raises:
        IndexDamaged: where the evidence cannot be read.
    """
    try:
        return Analyzer(Evidence.read(folder))
    except (OSError, ValueError) as error:
        raise damaged(folder / EVIDENCE, str(error)) from error


def open_completions(folder: Path) -> Completions:
    """Return what a published index offers to somebody who types.

    Raises:
        IndexDamaged: where the file cannot be read.
    """
    try:
        return Completions.read(folder)
    except ValueError as error:
        raise damaged(folder / COMPLETIONS, str(error)) from error
