"""In which direction the lines of articles run."""

import pytest

from index.article import Article
from web.i18n.script import attributes, is_latin

ENGLISH = Article(id="1", title="Oil prices rise", body="Oil prices rose again on Monday. " * 9)
ARABIC = Article(id="2", title="iPhone 15 Pro Max في الأسواق", body="وصل الهاتف إلى الأسواق. " * 9)
ARABIC_TITLE = Article(id="3", title="أسعار النفط", body=ENGLISH.body)
BOTH = Article(id="4", title="Al Jazeera (الجزيرة) opens an office", body=ENGLISH.body)
UNKNOWN = Article(id="5", title="2024", body="")


@pytest.mark.parametrize(
    ("article", "whole", "title"),
    [
        (ENGLISH, "ltr", "ltr"),
        (ARABIC, "rtl", "rtl"),
        (ARABIC_TITLE, "ltr", "rtl"),
        (BOTH, "ltr", "ltr"),
        (UNKNOWN, "rtl", "rtl"),
    ],
)
def test_direction(article: Article, whole: str, title: str) -> None:
    assert f'dir="{whole}"' in attributes(article)
    assert f'dir="{title}"' in attributes(article, article.title)
    assert is_latin(article) == (whole == "ltr")


def test_only_arabic_is_said_to_be_arabic() -> None:
    assert 'lang="ar"' in attributes(ARABIC)
    assert 'lang="ar"' not in attributes(ENGLISH)
