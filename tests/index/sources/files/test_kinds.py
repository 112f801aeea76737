"""What is not read is named, with the way out."""

import io
import sqlite3
import zipfile
from pathlib import Path

import pytest

from index.errors import TableError
from index.sources.files.kinds import by_suffix, read_kinds
from tests.index.sources.reading import read_bytes

ARABIC = "أعلن وزير الزراعة اليوم أن موسم التمور هذا العام سيكون الأفضل منذ عشر سنوات."


def office(*names: str, mimetype: str = "") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<x/>")
    return held.getvalue()


def database(tmp: Path) -> bytes:
    with sqlite3.connect(tmp / "x.db") as connection:
        connection.execute("create table articles (title text)")
    connection.close()
    return (tmp / "x.db").read_bytes()


TAIL = bytes(range(256))
KINDS = [
    ("a.pdf", b"%PDF-1.7\n" + TAIL, "a PDF", "pdftotext -enc UTF-8"),
    ("a.docx", office("[Content_Types].xml", "word/document.xml"), "DOCX", "libreoffice"),
    ("a.pptx", office("[Content_Types].xml", "ppt/slides/1.xml"), "PPTX", "pdftotext"),
    ("a.epub", office("OPS/1.xhtml", mimetype="application/epub+zip"), "EPUB", "unzip"),
    (
        *("a.odt", office("content.xml", mimetype="application/vnd.oasis.opendocument.text")),
        *("OpenDocument", "libreoffice"),
    ),
    ("a.rtf", b"{\\rtf1\\ansi\\ansicpg1256 \\'ce\\'c8\\'d1}", "RTF", "libreoffice"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + TAIL, "Office", "libreoffice"),
    ("a.parquet", b"PAR1" + TAIL + b"PAR1", "Parquet", "force_ascii=False"),
    ("a.feather", b"ARROW1\0\0" + TAIL, "Arrow", "force_ascii=False"),
    ("data.arrow", b"\xff\xff\xff\xff\x10\x02\0\0\x10\0\0\0" + TAIL, "Arrow", "to_json"),
    ("a.h5", b"\x89HDF\r\n\x1a\n" + TAIL, "HDF5", "to_json"),
    ("a.pkl", b"\x80\x04\x95\x1a\0\0\0" + TAIL, "pickle", "to_json"),
    ("a.png", b"\x89PNG\r\n\x1a\n" + TAIL, "PNG", "tesseract FILE OUT -l ara hocr"),
    ("a.jpg", b"\xff\xd8\xff\xe0" + TAIL, "JPEG", "tesseract"),
    ("a.tif", b"II*\0" + TAIL, "TIFF", "tesseract"),
    ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 " + TAIL, "WebP", "tesseract"),
    ("a.mp3", b"ID3\x04" + TAIL, "sound", "speech"),
    ("a.mp4", b"\0\0\0\x20ftypisom" + TAIL, "video", "subtitles"),
    ("a.7z", b"7z\xbc\xaf\x27\x1c" + TAIL, "7z", "7z x"),
    ("a.rar", b"Rar!\x1a\x07\x01\0" + TAIL, "RAR", "unrar x"),
    ("a.jsonl.zst", b"\x28\xb5\x2f\xfd" + TAIL, "Zstandard", "zstd -d"),
    ("a.jsonl.lz4", b"\x04\x22\x4d\x18" + TAIL, "LZ4", "lz4 -d"),
    ("a.exe", b"MZ\x90\0\x03\0\0\0" + TAIL, "program", "no articles"),
    ("a.torrent", b"d8:announce33:udp://tracker.example/announce", "torrent", "download"),
    (
        "dump.xml",
        f'<mediawiki xmlns="http://www.mediawiki.org/x"><page>{ARABIC}</page></mediawiki>'.encode(),
        *("MediaWiki", "wikiextractor"),
    ),
    ("a.ris", f"TY  - NEWS\nTI  - {ARABIC}\nER  - \n".encode(), "RIS", "CSV"),
    ("a.txt", f"TY  - NEWS\nTI  - {ARABIC}\nER  - \n".encode(), "RIS", "CSV"),
    ("a.bib", f"@article{{a1,\n title = {{{ARABIC}}}\n}}\n".encode(), "BibTeX", "CSV"),
    ("a.txt", f"@article{{a1,\n title = {{{ARABIC}}}\n}}\n".encode(), "BibTeX", "CSV"),
    ("a.mrc", b"01142cam a2200301 a 4500" + TAIL, "MARC", "MarcEdit"),
    ("a.mbox", f"From a@b.example Sat Jan  3 01:05:34 2015\n\n{ARABIC}".encode(), "mbox", "JSON"),
    ("a.eml", f"Received: from x\nSubject: y\n\n{ARABIC}".encode(), "mail", "JSON"),
    (
        "a.sql",
        f"-- MySQL dump 10.13\nINSERT INTO `news` VALUES ('{ARABIC}');".encode(),
        "SQL",
        "CSV",
    ),
    ("a.srt", f"1\n00:00:01,000 --> 00:00:04,000\n{ARABIC}\n".encode(), "subtitles", "times"),
    ("a.jsonl", b"version https://git-lfs.github.com/spec/v1\noid x\n", "LFS", "git lfs pull"),
    ("a.html", b"%PDF-1.4\n" + TAIL + bytes(60), "a PDF", "pdftotext"),
    ("a.xml", b"<?xml version='1.0'?><urlset><url/></urlset>", "site map", "save the pages"),
    ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG", "no articles"),
]


@pytest.mark.parametrize(("name", "raw", "what", "way"), KINDS, ids=[row[2] for row in KINDS])
def test_what_it_is_and_the_way_out(name: str, raw: bytes, what: str, way: str) -> None:
    outcome = read_bytes(raw, name)
    assert outcome.reasons == ["unknown_format"]
    assert not outcome.articles
    assert what in outcome.messages
    assert way in outcome.messages


def test_a_database(tmp_path: Path) -> None:
    outcome = read_bytes(database(tmp_path), "x.db")
    assert "SQLite" in outcome.messages
    assert "sqlite3 -header -csv FILE" in outcome.messages


@pytest.mark.parametrize(
    "text",
    [
        f"PAR1 هو اسم المشروع\n\n{ARABIC}",
        f"From the ministry\n\n{ARABIC}",
        f"1\n\n{ARABIC}",
        f"@الوزير يغرد\n\n{ARABIC}",
        f"MZ رمز\n\n{ARABIC}",
        f"d8 حصة\n\n{ARABIC}",
        f"ORC\n\n{ARABIC}",
        f"BM {ARABIC}\n\n{ARABIC}",
    ],
)
def test_news_is_not_taken_for_them(text: str) -> None:
    assert "unknown_format" not in read_bytes(f"{text}\n\n{ARABIC} {ARABIC}", "a.txt").reasons


def test_kinds_by_name() -> None:
    kind = by_suffix("A.BIB")
    assert kind is not None
    assert "BibTeX" in kind.what
    assert by_suffix("a.news") is None


def test_a_broken_table_names_its_line(tmp_path: Path) -> None:
    table = tmp_path / "kinds.tsv"
    table.write_text("a thing\t(\t\tno way\n", encoding="utf-8")
    with pytest.raises(TableError, match="line 1"):
        read_kinds(table)
