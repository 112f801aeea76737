"""What is offered to somebody who types; of ``index`` it imports analysis, arrays and articles."""

from index.completions.additions import with_additions
from index.completions.completions import FILE_NAME, Completions
from index.completions.counts import CompletionCounts
from index.completions.lexicon import FINDINGS_KEPT, Lexicon
from index.completions.texts import Texts

__all__ = [
    "FILE_NAME",
    "FINDINGS_KEPT",
    "CompletionCounts",
    "Completions",
    "Lexicon",
    "Texts",
    "with_additions",
]
