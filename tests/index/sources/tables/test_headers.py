"""Which row is the header, which column holds what, and what is told of the others."""

import pytest

from tests.index.sources.reading import Outcome, read_bytes

TEXT = "قال الوزير إن الجسر فُتح أمس أمام السيارات والمشاة بعد عامين من العمل المتواصل فيه."
OTHER = "ويبلغ طول الطريق الجديدة مئة كيلومتر، وتصل بين المدينة القديمة ومحطة الحافلات فيها."
DATA = f"{TEXT},جسر جديد فوق الوادي,2024-10-28,محليات\n{OTHER},طريق إلى المحطة,2024-10-29,محليات\n"


def read(table: str, **mapping: str) -> Outcome:
    return read_bytes(table, "paper.csv", **mapping)


@pytest.mark.parametrize(
    "header",
    [
        "العنوان,النص,التاريخ,القسم,الكاتب,الرابط,المصدر",
        "\ufeffعنوان,نص,تاريخ,قسم,كاتب,رابط,مصدر",
        "\u200fالعنوان\u200f,\u202bالنص\u202c,\u200bالتاريخ,القسم,الكاتب,الرابط,المصدر",
        '"عنوان الخبر","نص الخبر","تاريخ النشر","التصنيف","المحرر","رابط الخبر","الصحيفة"',
        "Title,TEXT,Publish Date,Category,author,URL,Source",
        "headline,article_body,pubDate,Section,By-line,link,newspaper",
        "titre,contenu,date,rubrique,auteur,url,journal",
    ],
)
@pytest.mark.parametrize("above", ["", "«أرشيف صحيفة كذا»,,,,,,\n", "# تصدير\n\n,,,,,,\n"])
def test_names_in_three_languages_and_lines_above(header: str, above: str) -> None:
    row = f"جسر,{TEXT},2024-10-28,محليات,سعاد علي,https://paper.example/1,الرصيف"
    found = read(f"{above}{header}\n{row}\n")
    article = found.article
    assert (article.title, article.body, str(article.published)) == ("جسر", TEXT, "2024-10-28")
    assert (article.section, article.byline) == ("محليات", "سعاد علي")
    assert (article.url, article.source) == ("https://paper.example/1", "الرصيف")
    assert found.problems == []


@pytest.mark.parametrize("name", ["", "Unnamed: 0", "index", "م", "التسلسل", "#"])
def test_numbers_of_a_data_frame_are_no_column(name: str) -> None:
    assert read(f"{name},title,text\n0,جسر,{TEXT}\n1,طريق,{OTHER}\n").problems == []


def test_columns_without_a_field_are_told_once_in_one_line() -> None:
    found = read(f"title,body,المزاج,views,\nجسر,{TEXT},هادئ,7,\nطريق,{OTHER},غاضب,8,ملاحظة\n")
    assert found.reasons == ["unknown_field"]
    assert "'المزاج', 'views', number 5, which has no name" in found.messages
    assert "--map المزاج=FIELD, where FIELD is one of id, url" in found.messages


@pytest.mark.parametrize(
    ("table", "words"),
    [
        # Names that nobody knows.
        (
            f"kalam,unwan,yawm,qism\n{DATA * 4}",
            ["'kalam' («قال الوزير", "--map yawm=published", "--map kalam=body", "unwan=title"],
        ),
        # No names at all.
        (DATA, ["no header row", "'1' («قال", "--map 1=body", "--map 2=title", "3=published"]),
        # Headlines alone, and a summary that may be the text.
        ("العنوان,التاريخ\nجسر,2024-10-28\n", ["العنوان → title", "--map NAME=body"]),
        (f"title,description\nجسر,{TEXT}\n", ["--map description=body"]),
        (
            f"created_at,kalam\nMon Oct 28 10:00:00 +0000 2024,{TEXT}\n",
            ["likely: --map kalam=body"],
        ),
        # The column with the text is empty.
        (f"title,text,كلام\nجسر,,{TEXT}\n", ["'text' is empty in all rows", "--map كلام=body"]),
        # Names over columns of another kind.
        (
            f"url,text,date\n2024-10-28,{TEXT},https://paper.example/1\n",
            ["'date' holds addresses", "--map 3=url", "--map 1=published"],
        ),
        (f"title,text,text\nجسر,{TEXT},{OTHER}\n", ["two columns are called 'text'", "2=body"]),
    ],
)
def test_nothing_is_read_without_a_text(table: str, words: list[str]) -> None:
    found = read(table)
    assert found.articles == []
    assert found.reasons == ["broken"]
    for word in words:
        assert word in found.messages


@pytest.mark.parametrize(
    ("header", "mapping"),
    [
        ("kalam,unwan,yawm,qism\n", {"kalam": "body", "unwan": "title", "yawm": "published"}),
        ("kalam,unwan,yawm,qism\n", {"1": "body", "2": "title", "3": "published"}),
        ("", {"1": "body", "2": "title", "3": "published"}),
        ("0,1,2,3\n", {"1": "body", "2": "title", "3": "published"}),
    ],
)
def test_columns_that_a_person_names(header: str, mapping: dict[str, str]) -> None:
    found = read(header + DATA, **mapping)
    assert [article.title for article in found.articles] == [
        "جسر جديد فوق الوادي",
        "طريق إلى المحطة",
    ]
    assert [article.body for article in found.articles] == [TEXT, OTHER]
    assert [str(article.published) for article in found.articles] == ["2024-10-28", "2024-10-29"]


def test_a_person_may_take_a_column_away() -> None:
    found = read(f"title,text,mood,author\nجسر,{TEXT},هادئ,admin\n", mood="", author="-")
    assert found.problems == []
    assert found.article.byline == ""


@pytest.mark.parametrize(
    ("again", "row"),
    [
        ("title,body,date", f"طريق,{OTHER},2024-10-29"),
        ("\ufefftitle,body,date", f"طريق,{OTHER},2024-10-29"),
        ("date,title,body", f"2024-10-29,طريق,{OTHER}"),
        ("body,title,mood", f"{OTHER},طريق,هادئ"),
    ],
)
def test_header_of_a_joined_file(again: str, row: str) -> None:
    found = read(f"title,body,date\nجسر,{TEXT},2024-10-28\n{again}\n{row}\n")
    assert [(one.title, one.body) for one in found.articles] == [("جسر", TEXT), ("طريق", OTHER)]
    assert any("stands again in line 3" in one.message for one in found.recognitions)


def test_trailing_separators_and_empty_rows_say_nothing() -> None:
    found = read(f"title,body,,\nجسر,{TEXT},,,,\n,,,\n\nطريق,{OTHER}\n,,,\n")
    assert [article.title for article in found.articles] == ["جسر", "طريق"]
    assert found.problems == []


def test_empty_twin_of_a_column() -> None:
    found = read(f"title,text,title,text\nجسر,,,{TEXT}\nطريق,,,{OTHER}\n")
    assert [article.body for article in found.articles] == [TEXT, OTHER]
    assert found.problems == []


def test_rows_without_a_text_are_counted() -> None:
    found = read(f"title,text\nجسر,{TEXT}\nطريق,\nنفق,nan\n")
    assert [article.title for article in found.articles] == ["جسر", "طريق", "نفق"]
    (problem,) = found.problems
    assert (problem.reason, problem.line) == ("no_body", 3)
    assert "'text' is empty in 2 of 3 rows" in problem.message


def test_a_text_far_below_the_rows_that_are_looked_at() -> None:
    found = read("title,text\n" + "جسر,\n" * 1500 + f"طريق,{OTHER}\n")
    assert len(found.articles) == 1501
    assert found.reasons == ["no_body"]


def test_a_row_that_a_line_break_tore_is_no_article() -> None:
    found = read("title,body,source,date\nجسر,فُتح\nأمس,الرصيف,2024-10-28\nطريق,نص,س,2024-10-29\n")
    assert [article.title for article in found.articles] == ["طريق"]
    assert [problem.line for problem in found.problems] == [2, 3]


def test_headline_beside_a_text_of_a_like_name() -> None:
    article = read(f"الخبر,التفاصيل\nجسر جديد,{TEXT}\n").article
    assert (article.title, article.body) == ("جسر جديد", TEXT)


def test_lists_and_nothings_of_data_frames() -> None:
    table = "title,body,agency,section\nnan,\"['أول', 'ثانٍ']\",\"['رويترز', 'أ.ف.ب']\",NULL\n"
    article = read(table).article
    assert (article.title, article.body, article.section) == ("", "أول\n\nثانٍ", "")
    assert article.agencies == ("رويترز", "أ.ف.ب")


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("paper.txt", f"العنوان\tالنص\nجسر\t{TEXT}\n".encode("utf-16")),
        ("paper.txt", f"sep=;\nالعنوان;النص\nجسر;{TEXT}\n".encode()),
        ("paper.xls", f"العنوان\tالنص\nجسر\t{TEXT}\n".encode("utf-16")),
        ("paper.tab", f"العنوان\tالنص\nجسر\t{TEXT}\n".encode()),
    ],
)
def test_tables_of_text_under_other_names(name: str, table: bytes) -> None:
    found = read_bytes(table, name)
    assert found.recognitions[0].message.startswith("read as csv")
    assert found.article.body == TEXT


def test_a_page_is_no_table() -> None:
    text = f"الجسر, والطريق; والنص\n\n{TEXT}\n\n{OTHER}\n"
    assert read_bytes(text, "paper.txt").recognitions[0].message.startswith("read as page")


@pytest.mark.parametrize(
    ("name", "is_proposed"),
    [
        ("الموعد", True),
        *[
            (name, False)
            for name in ("created_at", "updated_at", "lastBuildDate", "آخر تحديث", "تاريخ الإضافة")
        ],
    ],
)
def test_only_what_may_be_publication_is_proposed_for_it(name: str, is_proposed: bool) -> None:
    found = read(f"العنوان,النص,{name}\nجسر جديد,{TEXT},2024-10-28\n")
    assert found.article.published is None
    assert (f"{name}=published" in found.messages) == is_proposed
    assert name in found.messages


def test_a_name_with_a_blank_is_quoted_for_the_shell() -> None:
    found = read(f"العنوان,النص,تاريخ النشر,وقت النشر\nجسر جديد,{TEXT},2024-10-28,14:30\n")
    assert "--map 'وقت النشر=published'" in found.messages
