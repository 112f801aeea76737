"""What is offered to somebody who types; of ``index`` it imports analysis, arrays and articles."""

from index.completions.adding import additions_of
from index.completions.additions import Additions
from index.completions.completions import FILE_NAME, Completions
from index.completions.counts import CompletionCounts
from index.completions.lexicon import FINDINGS_KEPT, Lexicon
from index.completions.texts import Texts

__all__ = [
    "FILE_NAME",
    "FINDINGS_KEPT",
    "Additions",
    "CompletionCounts",
    "Completions",
    "Lexicon",
    "Texts",
    "additions_of",
]
