"""Formats are told from suffix and first bytes."""

import io

import pytest

from index.sources import InputFile, detect
from index.sources.files.detecting import PEEK

ARABIC = "خبر من المدينة"
RSS = '<rss version="2.0"><channel/></rss>'
XML = '<?xml version="1.0"?>\n'


@pytest.mark.parametrize(
    ("name", "text", "format"),
    [
        ("a.jsonl", "", "json"),
        ("a.NDJSON", "", "json"),
        ("a.csv", ARABIC, "csv"),
        ("a.json", ' [\n {"title": "x", "content": "y"}]', "json"),
        (
            "a.json",
            '[{"source":"", "date_extracted": "", "author":"", "content":""}]',
            "saudinewsnet",
        ),
        ("a.txt", '{"source":"", "date_extracted": "", "author":"", "content":""}', "saudinewsnet"),
        ("a.json", '[{"title": "x"}]', "json"),
        ("a.json", "[]", "json"),
        ("a.json", "[ ]\n", "json"),
        ("a.json", '[1, "خبر"]', None),
        ("a.tsv", ARABIC, "csv"),
        ("a.txt", '{"title": "خبر"}\n', "json"),
        ("a.json", '{\n"title": "خبر"}\n', "json"),
        ("a.json", '{"articles": [', "json"),
        ("a.json", '[["title", "text"]]', "json"),
        ("a.txt", "[عاجل] " + ARABIC, "page"),
        ("a.txt", "{عاجل} " + ARABIC, "page"),
        ("a.txt", "<DOC>\n<DOCNO>", "trec"),
        ("a.txt", "\n <DOC>" + ARABIC, "trec"),
        ("a", RSS, "feed"),
        ("a.xml", XML + "<!-- x --><?y z?>\n" + RSS, "feed"),
        ("a.xml", XML + "<feed xmlns='http://www.w3.org/2005/Atom'/>", "feed"),
        ("a.xml", XML + "<rdf:RDF/>", "feed"),
        ("a.xml", XML + '<!DOCTYPE rss SYSTEM "rss.dtd">' + RSS, "feed"),
        ("a.xml", XML + f"<urlset>{ARABIC}</urlset>", None),
        ("a", "<!doctype HTML>\n<title>x", "html"),
        ("a", XML + '<!DOCTYPE html PUBLIC "x"><html/>', "html"),
        ("a", "<HTML lang='ar'>", "html"),
        ("a.htm", f"<p>{ARABIC}", "html"),
        ("a.html", "", "html"),
        ("a.html", RSS, "feed"),
        ("a.txt", ARABIC, "page"),
        ("a.TEXT", ARABIC, "page"),
        ("a.b/c", ARABIC, "page"),
        ("a.py", "# " + ARABIC, None),
        ("a.log", ARABIC, None),
        ("a", "TT\n" * 100 + ARABIC, "page"),
        ("a.txt", "no Arabic letter", None),
        ("a.txt", "", None),
        ("a.bin", ARABIC + "\0", None),
        ("a.xml", "<!-- x -->" * 1500 + "<", None),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_detect(name: str, text: str, format: str | None, encoding: str) -> None:
    raw = text.encode(encoding)
    assert detect(InputFile(name, len(raw), lambda: io.BytesIO(raw))) == format


@pytest.mark.parametrize(
    ("name", "raw", "format"),
    [
        ("a.txt", b"x" * (PEEK - 5) + ARABIC.encode() * 10, "page"),  # a letter cut in two
        ("a.txt", ARABIC.encode("windows-1256"), "page"),
        ("a.txt", "عرب".encode("windows-1256"), None),
        ("a", b"<html><title>" + ARABIC.encode("windows-1256"), "html"),
        ("a.xml", b'<?xml version="1.0" encoding="windows-1256"?><rss>\xce', "feed"),
        ("a.png", b"\x89PNG\r\n\x1a\n\xff\xd8", None),
    ],
)
def test_detect_bytes(name: str, raw: bytes, format: str | None) -> None:
    assert detect(InputFile(name, len(raw), lambda: io.BytesIO(raw))) == format
