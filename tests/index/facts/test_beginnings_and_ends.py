"""A text may begin and end with any word: what damaged files leave of a sentence is read, too."""

from collections.abc import Iterator

import pytest

from index.article import Article
from index.facts.reading import read_facts
from tests.tables import vectors

#: Tables of sentences, the text in the first column.
TABLES = ("agencies.tsv", "dates.tsv", "house_styles.tsv", "organisations.tsv", "persons.tsv")


def parts(text: str) -> Iterator[str]:
    """Yield every beginning and every end of a text, by words."""
    words = text.split(" ")
    for at in range(1, len(words)):
        yield " ".join(words[:at])
        yield " ".join(words[at:])


@pytest.mark.parametrize("table", TABLES)
def test_every_beginning_and_every_end_of_a_sentence_is_read(table: str) -> None:
    for text in dict.fromkeys(row[0] for row in vectors(table)):
        for part in dict.fromkeys(parts(text)):
            read, _ = read_facts(Article(id="1", title="خبر", body=part))
            assert read.body == part


@pytest.mark.parametrize("text", ["نقلت صحيفة ذي", "نشرت صحيفة ال", "بحسب وكالة", "مراسل قناة «"])
def test_a_text_that_breaks_off_before_a_name_is_read(text: str) -> None:
    for body in (text, text + "."):
        assert read_facts(Article(id="1", body=body))[0].text_agencies == ()
