"""From files on disk to articles, one module a format.

``find`` lists the input files, ``read`` gives the articles and the problems of one of them. Of
``index`` it imports articles, facts, limits, errors and the words of the
analysis.
"""

from index.sources.files.detecting import detect
from index.sources.files.listing import InputFiles
from index.sources.formats import ALIASES, FORMATS, read, read_aloud
from index.sources.inputs import FILE_NAME, find, on_disk, read_mapping
from index.sources.reading import SKIPPED, InputFile, Problem, Reader, Reason, Recognition

__all__ = [
    "ALIASES",
    "FILE_NAME",
    "FORMATS",
    "SKIPPED",
    "InputFile",
    "InputFiles",
    "Problem",
    "Reader",
    "Reason",
    "Recognition",
    "detect",
    "find",
    "on_disk",
    "read",
    "read_aloud",
    "read_mapping",
]
