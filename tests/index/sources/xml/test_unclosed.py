"""What is not closed, or closed and never opened, costs its own entry at most, and is told."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from index.sources import Problem
from tests.index.sources.reading import Outcome, read_bytes

_RSS = (
    "<item>\n<title>خبر {0}</title>\n<link>https://x.example/{0}</link>\n"
    "<description>نص {0} فيه كلام</description>\n</item>\n"
)
_WXR = 'xmlns:content="urn:content" xmlns:wp="http://wordpress.org/export/1.2/"'


@dataclass(frozen=True)
class Kind:
    """How a file of entries is written: what stands before, an entry, what stands behind."""

    format: str
    head: str
    entry: str
    foot: str

    def file(self, broken: str, which: int) -> str:
        return self.head + "".join(self.entries(broken, which)) + self.foot

    def entries(self, broken: str, which: int) -> list[str]:
        made = [self.entry.format(number) for number in range(5)]
        made[which] = broken
        return made

    def lines(self, broken: str, which: int) -> range:
        """Return the lines that the broken entry stands on."""
        before = self.head + "".join(self.entries(broken, which)[:which])
        first = before.count("\n") + 1
        return range(first, first + broken.count("\n") + 1)


KINDS = {
    "rss": Kind("feed", "<?xml version='1.0'?>\n<rss><channel>\n", _RSS, "</channel></rss>\n"),
    "cdata": Kind(
        "feed",
        "<?xml version='1.0'?>\n<rss><channel><title>x</title>\n",
        _RSS.replace("نص {0} فيه كلام", "<![CDATA[<p>نص {0} فيه كلام</p>]]>"),
        "</channel></rss>\n",
    ),
    "comments": Kind(
        "feed",
        "<rss><channel>\n",
        _RSS.replace("<link>", "<!-- {0} -->\n<link>"),
        "</channel></rss>\n",
    ),
    "atom": Kind(
        "feed",
        '<feed xmlns="http://www.w3.org/2005/Atom">\n',
        '<entry>\n<title type="text">خبر {0}</title>\n<link href="https://x.example/{0}"/>\n'
        "<content>نص {0} فيه كلام</content>\n</entry>\n",
        "</feed>\n",
    ),
    "rdf": Kind(
        "feed",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/"><channel/>\n',
        _RSS.replace("<item>", '<item rdf:about="https://x.example/{0}">'),
        "</rdf:RDF>\n",
    ),
    "wxr": Kind(
        "wxr",
        f"<?xml version='1.0'?>\n<rss {_WXR}><channel>\n",
        _RSS.replace("description>", "content:encoded>"),
        "</channel></rss>\n",
    ),
    "newsml": Kind(
        "newsml",
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>\n',
        '<newsItem guid="urn:{0}" version="1">\n<contentMeta><headline>خبر {0}</headline>'
        '</contentMeta>\n<contentSet><inlineData contenttype="text/plain">نص {0} فيه كلام'
        "</inlineData></contentSet>\n</newsItem>\n",
        "</itemSet></newsMessage>\n",
    ),
    "newsml 1": Kind(
        "newsml",
        "<NewsML>\n",
        "<NewsItem>\n<NewsItemId>{0}</NewsItemId>\n<NewsComponent><NewsLines><HeadLine>خبر {0}"
        "</HeadLine></NewsLines>\n<DataContent>نص {0} فيه كلام</DataContent></NewsComponent>\n"
        "</NewsItem>\n",
        "</NewsML>\n",
    ),
    "nitf": Kind(
        "nitf",
        "<items>\n",
        "<nitf>\n<body><body.head><hedline><hl1>خبر {0}</hl1></hedline></body.head>\n"
        "<body.content><p>نص {0} فيه كلام</p></body.content></body>\n</nitf>\n",
        "</items>\n",
    ),
    "trec": Kind(
        "trec",
        "",
        "<DOC>\n<DOCNO>{0}</DOCNO>\n<TITLE>خبر {0}</TITLE>\n<TEXT>\nنص {0} فيه كلام\n"
        "وسطر آخر\n</TEXT>\n"
        "</DOC>\n",
        "",
    ),
    "paper": Kind(
        "trec",
        "<archive>\n",
        "<Jisr>\n<ID>{0}</ID>\n<TITLE>خبر {0}</TITLE>\n<TEXT>\nنص {0} فيه كلام\n"
        "وسطر آخر\n</TEXT>\n</Jisr>\n",
        "</archive>\n",
    ),
}
BREAKS = (
    *("<!DOCTYPE x", "<!DOCTYPE x [ <!ENTITY a 'b'>", "<![CDATA[ a", "<![INCLUDE[ a", "<!-- a"),
    *("<?php a", '<a b="c', "<a b='c", "<a b=c", "<b", "< <", "</", "</item", "<item", "<entry"),
    *("</channel>", "</rss>", "<item>", "<entry>", "</item>", "</entry>", "</newsItem>", "<title"),
)


def _broken(kind: Kind, sign: str, which: int) -> Iterator[str]:
    """Yield an entry with a sign at each place where text or tags may stand."""
    entry = kind.entry.format(which)
    places = {0, *(at + 1 for at, letter in enumerate(entry[:-2]) if letter == ">")}
    for at in sorted({*places, entry.index("فيه"), entry.index("خبر")}):
        yield entry[:at] + sign + entry[at:]


def _read(kind: Kind, raw: str) -> tuple[set[tuple[str, str]], Outcome]:
    found = read_bytes(raw, "a.xml", kind.format)
    # Records of tags have a line more, since a text may also be cut off within a tag.
    bodies = [one.body.removesuffix("\n\nوسطر آخر") for one in found.articles]
    return {(one.title, body) for one, body in zip(found.articles, bodies, strict=True)}, found


def _others(which: int) -> set[tuple[str, str]]:
    return {(f"خبر {n}", f"نص {n} فيه كلام") for n in range(5) if n != which}


def _is_whole(texts: set[tuple[str, str]], which: int) -> bool:
    words = ("نص", str(which), "فيه", "كلام")
    return any(f"خبر {which}" in title and all(w in body for w in words) for title, body in texts)


def _is_told(problems: list[Problem], lines: range) -> bool:
    return any(one.line in lines for one in problems)


@pytest.mark.parametrize("sign", BREAKS)
@pytest.mark.parametrize("name", KINDS)
def test_what_is_not_closed_costs_its_entry_alone(name: str, sign: str) -> None:
    kind = KINDS[name]
    for which in (0, 2, 4):
        for broken in _broken(kind, sign, which):
            texts, found = _read(kind, kind.file(broken, which))
            assert texts >= _others(which), broken
            # Within CDATA it is broken HTML, of which readers see as little.
            held = broken.partition("<p>")[2].partition("]]>")[0]
            is_html = name == "cdata" and sign in held
            if not is_html and not _is_whole(texts, which):
                assert _is_told(found.problems, kind.lines(broken, which)), broken


@pytest.mark.parametrize("name", KINDS)
def test_an_entry_that_never_ends(name: str) -> None:
    kind = KINDS[name]
    for which in range(5):
        entry = kind.entry.format(which)
        broken = entry[: entry.rindex("</")]
        texts, found = _read(kind, kind.file(broken, which))
        assert texts >= _others(which)
        assert _is_told(found.problems, kind.lines(broken, which))


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.format != "trec"])
@pytest.mark.parametrize("sign", ["<!DOCTYPE x\n", "<!-- a\n", "<?php a\n", "<![CDATA[ a\n"])
def test_what_is_not_closed_before_the_entries_or_behind_them(name: str, sign: str) -> None:
    kind = KINDS[name]
    entries = "".join(kind.entries(kind.entry.format(4), 4))
    for at in range(len(kind.head) + 1):
        if kind.head[:at].endswith((">", "\n")) or not at:
            texts, _ = _read(kind, kind.head[:at] + sign + kind.head[at:] + entries + kind.foot)
            assert texts == _others(-1), at
    for raw in (entries + sign + kind.foot, entries + kind.foot + sign):
        texts, _ = _read(kind, kind.head + raw)
        assert texts >= _others(-1) - _others(4) or texts == _others(-1)


def test_each_line_with_damage_is_told() -> None:
    raw = KINDS["rss"].file(KINDS["rss"].entry.format(4), 4)
    for number in (1, 3):
        raw = raw.replace(f"خبر {number}", f"خبر <b {number}")
    (problem,) = read_bytes(raw, "a.xml").problems
    assert problem.line == 9
    assert "not well-formed here and on line 19 (" in problem.message


def test_what_stands_in_a_comment_is_left_out_and_told() -> None:
    kind = KINDS["rss"]
    hidden = f"<!-- {kind.entry.format(1)}{kind.entry.format(2)} -->\n"
    texts, found = _read(kind, kind.head + kind.entry.format(0) + hidden + kind.foot)
    assert texts == {("خبر 0", "نص 0 فيه كلام")}
    (problem,) = found.problems
    assert problem.reason == "left_out"
    assert problem.message == "2 × entry stand in a comment here; that is left out"


@pytest.mark.parametrize("sign", ["<!-- a", "<![CDATA[ a"])
@pytest.mark.parametrize("name", ["rss", "wxr"])
def test_a_long_file_is_not_lost_by_what_its_first_entry_does_not_close(
    name: str, sign: str
) -> None:
    kind = KINDS[name]
    long = kind.entry.replace("كلام", "كلام " + "word " * 200_000)
    entries = [long.format(number) for number in range(20)]
    entries[0] = entries[0].replace("فيه", f"فيه {sign}")
    _, found = _read(kind, kind.head + "".join(entries) + kind.foot)
    titles = [problem.reason for problem in found.problems].count("too_large")
    assert len(found.articles) + titles == 20
