"""The page that the layout was learned from, where it is at hand: facts about it, no text."""

import re
from pathlib import Path

import pytest

from index.article import Article
from index.sources import find, read
from index.sources.page.reader import parse

SEED = Path(__file__).parents[4].parent / "shared" / "seeds" / "000_98a60036945e7930.txt"


@pytest.mark.skipif(not SEED.is_file(), reason="the seed page is not beside the checkout")
def test_seed() -> None:
    (file,) = find([SEED])
    found = [one for one in read(file) if isinstance(one, Article)]
    assert list(read(file)) == found  # no problem among them
    assert len(found) == 7
    full, teasers = [found[0], found[6]], found[1:6]
    assert [article.kind for article in found] == ["full", *["teaser"] * 5, "full"]
    assert [article.credit for article in found] == [
        *("أ.ب", "أ.ب", "أ.ف.ب", "رويترز", "أ.ف.ب", "رويترز", "رويترز"),
    ]
    assert [article.byline for article in full] == ["", ""]
    assert not any(article.section for article in full)
    assert [article.title.split()[0] for article in found] == [
        *("«الناتو»:", "بعد", "واشنطن:", "واشنطن", "عقوبات", "زيلينسكي", "لا"),
    ]
    assert [bool(article.deck) for article in found] == [True] + [False] * 6
    assert [article.body.count("\n\n") + 1 for article in full] == [4, 3]
    assert [article.caption.rsplit(" ", 1)[1] for article in full] == ["(أ.ب)", "(رويترز)"]
    assert all(article.caption not in article.body for article in found)
    assert [article.section for article in teasers] == [
        *("آسيا", "الولايات المتحدة", "الولايات المتحدة", "الولايات المتحدة", "أوروبا"),
    ]
    assert [article.datelines for article in teasers] == [
        *(("بكين",), ("الأمم المتحدة",), (), ("واشنطن",), ("كييف", "موسكو", "سيول")),
    ]
    assert [article.byline for article in teasers] == [
        "" if not article.datelines else "«الشرق الأوسط»" for article in teasers
    ]
    assert all("\n" not in article.body for article in teasers)


@pytest.mark.skipif(not SEED.is_file(), reason="the seed page is not beside the checkout")
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n"])
def test_blank_lines_of_the_seed_decide_nothing(gap: str) -> None:
    text = SEED.read_text(encoding="utf-8")
    lines = gap.join(line for line in text.splitlines() if line.strip())
    assert [article for _, article in parse(lines)] == [article for _, article in parse(text)]


@pytest.mark.skipif(not SEED.is_file(), reason="the seed page is not beside the checkout")
def test_bylines_of_the_seed_stuck_to_both_sides() -> None:
    text = SEED.read_text(encoding="utf-8")
    signed = re.compile(r"\n+(«[^«»]+» \([^()]+\)(?: «[^«»]+» \([^()]+\))*)\n(?!\n)")
    stuck, count = signed.subn(r" \1 ", text)
    assert count == 3
    assert [one for _, one in parse(stuck)] == [one for _, one in parse(text)]
