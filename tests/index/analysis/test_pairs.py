"""Word pairs that searchers expect to match or to stay apart, where the judged set is at hand.

The list is not part of this repository; it lies beside the checkout in the project's own tree.
"""

import pytest

from index.analysis import Analyzer, Level, Terms
from tests.tables import ROOT

PAIRS = ROOT.parent / "shared" / "eval" / "pairs.tsv"

pytestmark = pytest.mark.skipif(not PAIRS.exists(), reason=f"{PAIRS} is not there")


def pairs(kind: str) -> list[tuple[Terms, Terms]]:
    analyzer = Analyzer()
    rows = (line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines())
    return [(analyzer.terms(row[0]), analyzer.terms(row[1])) for row in rows if row[2] == kind]


def joined(kind: str, *levels: Level) -> float:
    """The share of the pairs that meet on one of these levels."""
    found = pairs(kind)
    return sum(
        any(set(left.at(level)) & set(right.at(level)) for level in levels) for left, right in found
    ) / len(found)


def test_forms_and_kin_of_a_word_meet() -> None:
    assert joined("same", "exact", "light", "wide") >= 0.95
    assert joined("same", "light") >= 0.75


def test_other_words_stay_apart_on_the_light_level() -> None:
    assert joined("different", "light") <= 0.03
