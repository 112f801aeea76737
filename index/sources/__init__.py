"""From files on disk to articles, one module a format.

``find`` lists the input files, ``read`` gives the articles and the problems of one of them. Of
``index`` it imports articles, facts, errors and the words of the analysis.
"""

from index.sources.files.detecting import detect
from index.sources.files.finding import find
from index.sources.formats import FORMATS, read, read_aloud
from index.sources.reading import SKIPPED, InputFile, Problem, Reader, Reason, Recognition

__all__ = [
    "FORMATS",
    "SKIPPED",
    "InputFile",
    "Problem",
    "Reader",
    "Reason",
    "Recognition",
    "detect",
    "find",
    "read",
    "read_aloud",
]
