"""Opens what a published index holds: postings and columns, evidence, completions, articles."""

from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.reading import IndexReader

from index.analysis import Analyzer, Evidence
from index.analysis.corpus_frequencies import FILE_NAME as EVIDENCE
from index.article import Article
from index.completions import FILE_NAME as COMPLETIONS
from index.completions import Completions
from index.stores.embedded.files import check_sizes, damaged
from index.stores.embedded.schema import schema, stored_article


def open_reader(folder: Path) -> IndexReader:
    """Open the Whoosh index of a folder for reading, by our schema.

    Raises:
        IndexDamaged: where a file is missing or cut, or Whoosh cannot open it.
    """
    check_sizes(folder)
    try:
        return FileStorage(str(folder)).open_index(schema=schema()).reader()
    # Whoosh meets a broken file with whatever its unpickling or unpacking runs into.
    except Exception as error:
        raise damaged(folder, repr(error)) from error


def stored_at(reader: IndexReader, number: int, folder: Path) -> Article:
    """Read one article of an index.

    Args:
        reader: of the index.
        number: of the article, from 0.
        folder: the index's, for the message.

    Raises:
        IndexDamaged: its record cannot be read.
    """
    try:
        return stored_article(reader.stored_fields(number)["article"])
    # As above: a broken record ends in whatever its unpickling runs into.
    except Exception as error:
        raise damaged(folder, repr(error)) from error


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
