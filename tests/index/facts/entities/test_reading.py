"""Names are read from any text, and every process reads the same."""

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.facts.entities.reading import read
from tests.tables import ROOT

# Words that begin names, and rests that no word of the language has.
_WORDS = (
    *("ال", "و", "ل", "لل", "وال", "ب", "بن", "عبد", "أبو", "آل", "د.", "قال", "وزير", "الأمير"),
    *(
        "وزارة",
        "شركة",
        "نادي",
        "جمعية",
        "«",
        "»",
        "(",
        ")",
        "،",
        ":",
        "-",
        "محمد",
        "سالم",
        "الزبيدي",
    ),
    *("الهلال", "للهلال", "كريستيانو", "مئة", "متر", "\n\n", "ـ", "ء", "ئ"),
)
_TEXTS = st.lists(st.sampled_from(_WORDS) | st.text("اولبكمني ءئ«»()", max_size=4), max_size=25)


@given(title=_TEXTS, body=_TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_and_names_stand_where_they_are_said_to(
    title: list[str], body: list[str]
) -> None:
    article = Article(id="1", title=" ".join(title), body=" ".join(body))
    for entities in read(article):
        for mention in (one for entity in entities for one in entity.mentions):
            text = getattr(article, mention.part)
            assert 0 <= mention.start < len(text)
            printed = " ".join(text[mention.start :].split())
            # «للهلال» is written again with its article.
            named = " ".join(mention.text.split())
            assert printed.startswith((named, named.removeprefix("ا")))


_TEXT = (
    "قال سالم الزبيدي إن علي الزبيدي وصل. وأوضح الزبيدي أن نادي النجم ووزارة الصحة "
    "والوزارة وجمعية «النجم» اتفقت. وقال الزبيدي."
)
_PROGRAM = f"""
from index.article import Article
from index.facts.entities.reading import read
print(read(Article(id="1", title="خبر", body={_TEXT!r})))
"""


@pytest.mark.slow
def test_every_process_reads_the_same() -> None:
    read_by = {
        subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(read_by) == 1
