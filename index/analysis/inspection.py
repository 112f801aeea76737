"""A text taken apart: every word with its terms on every level, and what the archive attests."""

from dataclasses import dataclass

from index.analysis import LEVELS, Analyzer, Level, tokenize


@dataclass(frozen=True, slots=True)
class InspectedWord:
    """One word of a text.

    Attributes:
        text: as it stands there.
        start: where it begins, and
        end: where it ends.
        levels: its terms by level, closest first.
        evidence: in how many articles its possible readings stand.
    """

    text: str
    start: int
    end: int
    levels: dict[Level, tuple[str, ...]]
    evidence: dict[str, int]


def inspect(analyzer: Analyzer, text: str) -> tuple[InspectedWord, ...]:
    """Return the words of a text as an analyzer sees them."""
    return tuple(
        InspectedWord(
            text=token.text,
            start=token.start,
            end=token.end,
            levels={level: analyzer.terms(token.text).at(level) for level in LEVELS},
            evidence=analyzer.evidence_of(token.text),
        )
        for token in tokenize(text)
    )
