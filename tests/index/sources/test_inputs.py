"""What a person tells of files: names by ``--map``, names and constants by ``fihris.toml``."""

import json
import os
import zipfile
from pathlib import Path

import pytest

from index.article import Article
from index.errors import SourceError
from index.sources import Recognition, find, read, read_aloud, read_mapping
from index.sources.files import opening

RECORD = json.dumps([{"headline": "جسر جديد", "kalam": "فُتح الجسر أمس.", "mood": "سعيد"}])
TOLD = '[fields]\nkalam = "body"\nmood = ""\n\n[constant]\nsource = "الرصيف"\n'


def article_of(path: Path, *mapping: tuple[str, str]) -> Article:
    found = [one for file in find([path], mapping) for one in read(file)]
    (article,) = found
    assert isinstance(article, Article)
    return article


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in/side").mkdir(parents=True)
    (tmp_path / "in/side/a.json").write_text(RECORD, "utf-8")
    (tmp_path / "in/fihris.toml").write_text(TOLD, "utf-8")
    return tmp_path


@pytest.mark.parametrize("path", [".", "in", "in/side", "in/side/a.json"])
def test_it_applies_to_its_folder_and_below(
    folder: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = article_of(folder / path)
    assert (article.body, article.source) == ("فُتح الجسر أمس.", "الرصيف")
    monkeypatch.chdir(folder / "in/side")
    assert article_of(Path("a.json")) == article
    assert article_of(Path()) == article


def test_it_applies_in_an_archive_and_from_beside_it(folder: Path) -> None:
    inside, beside = folder / "inside.zip", folder / "in/beside.zip"
    with zipfile.ZipFile(inside, "w") as packed:
        packed.writestr("x/fihris.toml", TOLD)
        packed.writestr("x/y/a.json", RECORD)
    with zipfile.ZipFile(beside, "w") as packed:
        packed.writestr("a.json", RECORD)
    assert article_of(inside) == article_of(beside) == article_of(folder / "in/side")


def test_a_nearer_one_goes_before_and_the_command_line_before_both(folder: Path) -> None:
    near = folder / "in/side/fihris.toml"
    near.write_text('[fields]\nmood = "deck"\n[constant]\nsource = "المرسى"\n', "utf-8")
    article = article_of(folder)
    assert (article.body, article.deck, article.source) == ("فُتح الجسر أمس.", "سعيد", "المرسى")
    assert article_of(folder, ("mood", "caption")).caption == "سعيد"


def test_constants_and_format_for_files_of_text(tmp_path: Path) -> None:
    told = 'format = "page"\n[constant]\nsource = "الرصيف"\nsection = "محليات"\nagency = "واس"\n'
    (tmp_path / "fihris.toml").write_text(told, "utf-8")
    text = "قطار المساء يعود إلى المحطة\n\nعاد قطار المساء أمس إلى المحطة القديمة في المدينة.\n"
    (tmp_path / "a.json").write_text(text, "utf-8")
    article = article_of(tmp_path)
    assert (article.source, article.section, article.agencies) == ("الرصيف", "محليات", ("واس",))


def test_a_value_of_the_article_goes_before_a_constant(folder: Path) -> None:
    record = {"title": "خبر", "body": "متن", "source": "المرسى"}
    (folder / "in/side/a.json").write_text(json.dumps(record), "utf-8")
    assert article_of(folder).source == "المرسى"


def test_it_is_told_how_files_are_read(folder: Path) -> None:
    (file,) = find([folder])
    told = "\n".join(str(one) for one in read_aloud(file) if isinstance(one, Recognition))
    for words in ("in/fihris.toml", "kalam → body", "mood → passed over", "source = 'الرصيف'"):
        assert words in told


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ('[fields]\n\nkalam = "boddy"\n', ("line 3", "'boddy'", "fields: id")),
        ("[fields]\nkalam = body\n", ("line 2",)),
        ("[fields]\nkalam = 7\n", ("line 2", "'kalam'", "text")),
        ('[names]\nkalam = "body"\n', ("line 1", "'names'", "[fields]")),
        ('\nformat = "docx"\n', ("line 2", "'docx'", "formats: ")),
        ('[constant]\nauthor = "سعاد"\n', ("line 2", "'author'", "source, section, agency")),
        ("fields = 3\n", ("line 1", "[fields]")),
    ],
)
def test_what_is_wrong_with_it_is_told(folder: Path, told: str, words: tuple[str, ...]) -> None:
    (folder / "in/fihris.toml").write_text(told, "utf-8")
    with pytest.raises(SourceError) as error:
        find([folder])
    for word in ("in/fihris.toml", *words):
        assert word in str(error.value)


def test_letters_of_another_encoding(folder: Path) -> None:
    (folder / "in/fihris.toml").write_bytes(TOLD.encode("cp1256"))
    with pytest.raises(SourceError, match="line 6: not UTF-8"):
        find([folder / "in/side/a.json"])


@pytest.mark.parametrize(
    ("text", "pair"),
    [("kalam=body", ("kalam", "body")), ("x=", ("x", "")), ("a=b=title", ("a=b", "title"))],
)
def test_mapping_as_it_is_typed(text: str, pair: tuple[str, str]) -> None:
    assert read_mapping(text) == pair


@pytest.mark.parametrize("text", ["kalam", "=body", "kalam=boddy"])
def test_mapping_that_means_nothing(text: str) -> None:
    with pytest.raises(SourceError):
        read_mapping(text)


def test_one_that_may_not_be_read_is_an_error_with_its_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(path: str, flags: int) -> int:
        if path.endswith("fihris.toml"):
            raise PermissionError(13, "Permission denied")
        return os.open(path, flags)

    monkeypatch.setattr(opening, "_opened", opened)
    with pytest.raises(SourceError, match=r"in/fihris\.toml: cannot be read: Permission denied"):
        find([folder / "in"])
