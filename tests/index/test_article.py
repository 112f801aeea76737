from hypothesis import given
from hypothesis import strategies as st

from index.article import identity


def test_a_given_id_wins_over_the_url_and_that_over_the_text() -> None:
    assert identity(id="a", url="u", text=("t",)) == "a"
    assert identity(url="u", text=("t",)) == "u"
    assert identity(text=("t",)).startswith("sha256-")


def test_the_hash_is_the_same_in_every_run() -> None:
    assert identity(text=("عنوان", "نص")) == "sha256-6ff4dc8006fc0ed32e0cc7a0"


@given(st.text(), st.text())
def test_spaces_do_not_make_another_article(title: str, body: str) -> None:
    spaced = tuple(f"  {part}\n" for part in (title, body))
    assert identity(text=(title, body)) == identity(text=spaced)
