"""The stems of PyStemmer are those of the pure Python that stands in for it where it is absent."""

import subprocess
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError
from typing import Any

import pytest
import snowballstemmer
from hypothesis import given
from hypothesis import strategies as st
from snowballstemmer.arabic_stemmer import ArabicStemmer
from snowballstemmer.english_stemmer import EnglishStemmer

from index import sources
from index.analysis import stemming, tokenize
from index.analysis.analyzer import computed_fingerprint
from index.analysis.folding import spelling
from index.article import Article
from tests.tables import ROOT, vectors

PURE: dict[str, Any] = {"arabic": ArabicStemmer(), "english": EnglishStemmer()}
CORPUS = ROOT.parent / "shared" / "corpora" / "saudinewsnet"


@cache
def compiled(language: str) -> Any:
    pytest.importorskip("Stemmer", reason="PyStemmer is not installed")
    return snowballstemmer.stemmer(language)


@pytest.mark.parametrize(("spelled", "stem", "language", "why"), vectors("stems.tsv"))
def test_stems(spelled: str, stem: str, language: str, why: str) -> None:
    ours = {"arabic": stemming.arabic, "english": stemming.latin}[language]
    assert ours(spelled) == stem, why
    assert PURE[language].stemWord(spelled) == stem, why
    assert compiled(language).stemWord(spelled) == stem, why


@given(
    st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئء", max_size=14)
    | st.text("ابوتيلكسنهمة\u0640\u064b\u0651٣\u0671ﻻ", max_size=10)
    | st.text().map(spelling)
)
def test_both_give_the_same_arabic_stem(spelled: str) -> None:
    assert compiled("arabic").stemWord(spelled) == PURE["arabic"].stemWord(spelled)


@given(st.text("abcdeghiglnorstuvyz'", max_size=14))
def test_both_give_the_same_english_stem(folded: str) -> None:
    assert compiled("english").stemWord(folded) == PURE["english"].stemWord(folded)


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason=f"{CORPUS} is not there")
def test_both_give_the_same_stems_of_a_corpus() -> None:
    file = sorted(sources.find([CORPUS]), key=lambda file: file.name)[0]
    articles = [record for record in sources.read(file) if isinstance(record, Article)]
    words = {spelling(token.text) for article in articles for token in tokenize(article.body)}
    assert words
    for word in sorted(words)[::10]:
        assert compiled("arabic").stemWord(word) == PURE["arabic"].stemWord(word)
        assert compiled("english").stemWord(word) == PURE["english"].stemWord(word)


def test_the_fingerprint_is_the_same_without_pystemmer() -> None:
    code = (
        "import sys; sys.modules['Stemmer'] = None\n"
        "from index.analysis import analyzer, stemming\n"
        "print(stemming._stemmer('arabic').__module__, analyzer.computed_fingerprint())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["snowballstemmer.arabic_stemmer", computed_fingerprint()]


@pytest.mark.parametrize(
    ("versions", "release"),
    [
        ({"snowballstemmer": "3.1.1", "PyStemmer": "3.1.0"}, "3.1.1"),
        ({"snowballstemmer": "3.1.1", "PyStemmer": "3.2.0"}, "3.1.1, PyStemmer 3.2.0"),
        ({"snowballstemmer": "3.1.1", "PyStemmer": "2.2.0.3"}, "3.1.1, PyStemmer 2.2.0.3"),
        ({"snowballstemmer": "3.1.1"}, "3.1.1"),
    ],
)
def test_a_pystemmer_of_another_release_is_named(
    monkeypatch: pytest.MonkeyPatch, versions: dict[str, str], release: str
) -> None:
    def version(name: str) -> str:
        if name not in versions:
            raise PackageNotFoundError(name)
        return versions[name]

    monkeypatch.setattr(stemming, "version", version)
    assert stemming.release() == release
