"""The Arabic analyzer, from words to terms; imports of ``index`` only the reader of its tables."""

from index.analysis.analyzer import (
    LEVELS,
    ROOT,
    Analyzer,
    Level,
    Terms,
    Token,
    TokenColumns,
    analyzer_of,
    exact_of,
    fingerprint,
    folded_text,
    folded_words,
    forget_analyzer,
    heads_of,
    light_terms,
    token_columns,
    tokenize,
    word_starts,
)
from index.analysis.corpus_frequencies import NO_EVIDENCE, Evidence
from index.analysis.folding import fold

__all__ = [
    "LEVELS",
    "NO_EVIDENCE",
    "ROOT",
    "Analyzer",
    "Evidence",
    "Level",
    "Terms",
    "Token",
    "TokenColumns",
    "analyzer_of",
    "exact_of",
    "fingerprint",
    "fold",
    "folded_text",
    "folded_words",
    "forget_analyzer",
    "heads_of",
    "light_terms",
    "token_columns",
    "tokenize",
    "word_starts",
]
