"""The address of a page."""

import pytest

from tests.index.sources.html.page_builder import article, read

_SAVED = "<!-- saved from url=(0029)https://a.example/news/5.html -->\n"
_HERE = "https://a.example/news/5.html"


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        (article('<link rel="canonical" href="https://a.example/1">'), "https://a.example/1"),
        (article('<base href="https://a.example/news/"><link rel=canonical href="5.html">'), _HERE),
        (_SAVED + article(), _HERE),
        (_SAVED + article('<link rel=canonical href="/news/5">'), "https://a.example/news/5"),
        (_SAVED + article('<link rel=canonical href="https://a.example/">'), _HERE),
        (_SAVED + article('<meta property="og:url" content="https://ads.example/x">'), _HERE),
        (_SAVED + article('<link rel=canonical href="https://www.a.example/n/5">'),
         "https://www.a.example/n/5"),
        (_SAVED + article('<base href="http://[">'), _HERE),
        (article('<link rel=canonical href="5.html">'), ""),
        (article('<link rel=canonical href="http://[bad">'), ""),
        ("<!-- saved from url=(0014)about:internet -->" + article(), ""),
    ],
)  # fmt: skip
def test_address(raw: str, url: str) -> None:
    assert read(raw).article.url == url
