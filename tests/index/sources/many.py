"""A file of each format with several articles, where its files have several."""

import json

from tests.index.sources.dated import DATED
from tests.index.sources.held import MORE, TEXT
from tests.index.sources.html.web_archive_builder import answer, record

#: Formats whose articles stand one behind the other.
LINES = ("json", "telegram", "jsonfeed", "ninjs", "csv", "saudinewsnet", "trec", "feed", "wxr",
         "newsml", "nitf", "warc")  # fmt: skip
_NUMBERS = ("الأول", "الثاني", "الثالث", "الرابع")
_TITLES = [f"الجسر {number} فوق الوادي" for number in _NUMBERS]
_BODIES = [f"{TEXT} عند الموضع {number}. {MORE}." for number in _NUMBERS]
_BOTH = list(enumerate(zip(_TITLES, _BODIES, strict=True), 1))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _items(open: str, item: str, close: str) -> str:
    """Return items between a start and an end; an item has T, B and N for title, body, number."""
    made = (item.replace("T%", t).replace("B%", b).replace("N%", str(n)) for n, (t, b) in _BOTH)
    return open + "".join(made) + close


def _page(title: str, body: str) -> bytes:
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>{body}</p><p>{MORE}.</p></article></body></html>"
    ).encode()


_MESSAGES = [
    {"id": n, "type": "message", "date": "2024-10-28T14:30:00", "text": f"{title}\n\n{body}"}
    for n, (title, body) in _BOTH
]
_FEED_ITEMS = [{"id": str(n), "title": t, "content_text": b} for n, (t, b) in _BOTH]
_NINJS = [
    {"uri": f"urn:{n}", "type": "text", "version": "1", "headline": t, "body_text": b}
    for n, (t, b) in _BOTH
]
_SAUDI = [
    {"source": "x", "url": f"https://paper.example/{n}", "date_extracted": "2015-07-21 02:51:32",
     "title": t, "author": "", "content": b}
    for n, (t, b) in _BOTH
]  # fmt: skip
_TEXTS: dict[str, tuple[str, str]] = {
    "json": ("a.jsonl", "".join(f"{_json({'title': t, 'body': b})}\n" for _, (t, b) in _BOTH)),
    "telegram": (
        "result.json",
        _json({"name": "x", "type": "public_channel", "id": 7, "messages": _MESSAGES}),
    ),
    "jsonfeed": (
        "a.json",
        _json({"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": _FEED_ITEMS}),
    ),
    "ninjs": ("a.json", "".join(f"{_json(one)}\n" for one in _NINJS)),
    "csv": ("a.csv", _items("title,body\n", '"T%","B%"\n', "")),
    "saudinewsnet": ("a.json", _json(_SAUDI)),
    "trec": (
        "a.trec",
        _items("", "<DOC>\n<DOCNO>N%</DOCNO>\n<TITLE>T%</TITLE>\n<TEXT>B%</TEXT>\n</DOC>\n", ""),
    ),
    "feed": (
        "a.xml",
        _items(
            '<rss version="2.0"><channel><title>x</title>',
            "<item><title>T%</title><link>https://paper.example/N%</link>"
            "<description>B%</description></item>\n",
            "</channel></rss>",
        ),
    ),
    "wxr": (
        "a.xml",
        _items(
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
            'xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>x</title>',
            "<item><title>T%</title><link>https://paper.example/N%</link><content:encoded>B%"
            "</content:encoded><wp:status>publish</wp:status></item>\n",
            "</channel></rss>",
        ),
    ),
    "newsml": (
        "a.xml",
        _items(
            '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>',
            '<newsItem guid="urn:N%" version="1"><contentMeta><headline>T%</headline></contentMeta>'
            '<contentSet><inlineData contenttype="text/plain">B%</inlineData></contentSet>'
            "</newsItem>\n",
            "</itemSet></newsMessage>",
        ),
    ),
    "nitf": (
        "a.xml",
        _items(
            "<items>",
            "<nitf><body><body.head><hedline><hl1>T%</hl1></hedline></body.head><body.content>"
            "<p>B%</p></body.content></body></nitf>\n",
            "</items>",
        ),
    ),
}
#: A file of each format; of formats that hold one article, one article.
MANY: dict[str, tuple[str, bytes]] = {
    **{name: (file, text.encode()) for name, (file, text) in _TEXTS.items()},
    "warc": (
        "a.warc",
        b"".join(
            record(answer(_page(t, b)), url=f"https://paper.example/{n}") for n, (t, b) in _BOTH
        ),
    ),
}
for _name, (_file, _make, _others, _) in DATED.items():
    if _name not in MANY:
        _made = _make(_others.split()[0].replace("_", " "), "2024-11-02")
        MANY[_name] = (_file, _made.encode() if isinstance(_made, str) else _made)
