"""The Arabic analyzer; pure, and knows no engine."""

from index.analysis.analyzer import (
    LEVELS,
    PIPELINE,
    Level,
    Token,
    analyze,
    fingerprint,
    terms,
    trace,
)
from index.analysis.folding import fold

__all__ = [
    "LEVELS",
    "PIPELINE",
    "Level",
    "Token",
    "analyze",
    "fingerprint",
    "fold",
    "terms",
    "trace",
]
