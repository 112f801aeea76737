"""Files that are no page of the layout are reported: what is wrong, where, and what to do."""

import io

import pytest

from index.article import Article
from index.sources import FORMATS, InputFile, Problem, read

PAGE = (
    "الحديقة تفتح أبوابها ليلاً\n\nالدخول مجاني حتى نهاية الصيف\n\nTT\n\n"
    "الحديقة تفتح أبوابها ليلاً\n\nفُتحت الحديقة مساء أمس أمام زوارها.\n\nوالدخول مجاني للجميع.\n"
)
RECORDS = "".join(
    f'{{"title": "الحديقة رقم {number} تفتح أبوابها", "body": "فُتحت مساء أمس."}}\n'
    for number in range(3)
)
TABLE = "title,body\nالحديقة تفتح أبوابها ليلاً,فُتحت الحديقة مساء أمس\nالمكتبة,تفتح غداً صباحاً\n"
ARRAY = '[{"title": "الحديقة تفتح أبوابها", "content": "فُتحت الحديقة مساء أمس."}]'
DOC = "<DOC>\n<TITLE>الحديقة تفتح أبوابها</TITLE>\n<TEXT>فُتحت الحديقة مساء أمس.</TEXT>\n</DOC>\n"


def found(raw: bytes, name: str = "a.txt", format: str | None = None) -> list[Article | Problem]:
    return list(read(InputFile(name, len(raw), lambda: io.BytesIO(raw)), format))


def problem(raw: bytes, name: str = "a.txt", format: str | None = None) -> Problem:
    first, *_ = found(raw, name, format)
    assert isinstance(first, Problem), first
    return first


FEW = "عرب"


@pytest.mark.parametrize("format", [None, "page"])
def test_letters_too_few_to_tell_the_encoding_are_refused(format: str | None) -> None:
    raw = ("TT\n\n" + FEW).encode("windows-1256")
    (told,) = found(raw, format=format)
    assert isinstance(told, Problem)
    assert (told.reason, told.line) == ("unreadable", 3)
    assert "byte 4 " in told.message
    assert "looks like WINDOWS-1256, but so few letters may be" in told.message
    assert "iconv -f WINDOWS-1256 -t UTF-8 FILE" in told.message


@pytest.mark.parametrize("format", [None, "page"])
def test_one_line_in_another_encoding(format: str | None) -> None:
    lines = PAGE.encode().split(b"\n")
    lines[8] = lines[8].decode().encode("windows-1256", "ignore")
    article, told = found(b"\n".join(lines), format=format)
    assert isinstance(article, Article)
    assert article.body == "والدخول مجاني للجميع."
    assert isinstance(told, Problem)
    assert (told.reason, told.line) == ("damaged", 9)
    assert f"byte {len(b'|'.join(lines[:8])) + 1} " in told.message
    assert "this line looks like WINDOWS-1256" in told.message
    assert "iconv" not in told.message  # converting it all would break what is right


def test_the_first_line_in_another_encoding() -> None:
    raw = "الحديقة العامة".encode("windows-1256") + b"\n" + PAGE.encode()
    article, told = found(raw)
    assert isinstance(article, Article)
    assert article.title == "الحديقة تفتح أبوابها ليلاً"
    assert isinstance(told, Problem)
    assert (told.reason, told.line) == ("damaged", 1)
    assert "this line looks like WINDOWS-1256" in told.message


def test_a_byte_that_was_lost() -> None:
    raw = PAGE.encode()
    at = raw.index("مساء".encode())
    article, told = found(raw[:at] + raw[at + 1 :])
    assert isinstance(article, Article)
    assert article.body == "والدخول مجاني للجميع."
    assert isinstance(told, Problem)
    assert (told.reason, told.line) == ("damaged", 9)
    assert f"byte {at} " in told.message


@pytest.mark.parametrize("format", [None, "page"])
@pytest.mark.parametrize(
    ("codec", "name"), [("cp1252", "WINDOWS-1252"), ("cp1256", "WINDOWS-1256")]
)
def test_letters_that_were_garbled(codec: str, name: str, format: str | None) -> None:
    told = problem(PAGE.encode().decode(codec, "replace").encode(), format=format)
    assert told.reason == "unreadable"
    assert "garbled" in told.message
    assert name in told.message


@pytest.mark.parametrize("format", [None, "page", "jsonl", "csv", "trec", "saudinewsnet"])
@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
        b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"PK\x03\x04" + bytes(40),
        bytes(2000),
        bytes(range(32)) * 40,
    ],
    ids=["png", "jpeg", "pdf", "zip", "nulls", "unknown"],
)
def test_binary(raw: bytes, format: str | None) -> None:
    (told,) = found(raw, format=format)
    assert isinstance(told, Problem)
    assert told.reason == "unknown_format"
    assert "this is" in told.message


@pytest.mark.parametrize("format", [None, "page"])
def test_text_with_a_null_byte(format: str | None) -> None:
    told = problem(PAGE.replace("مجاني للجميع", "مجاني\0للجميع").encode(), format=format)
    assert (told.reason, told.line) == ("unknown_format", 11)
    assert "not text" in told.message


@pytest.mark.parametrize("name", ["a.txt", "a", "a.json"])
def test_an_empty_file_of_no_format(name: str) -> None:
    assert problem(b"", name).reason == "no_text"


@pytest.mark.parametrize(
    "text",
    [
        "الرئيسية\nأخبار\nرياضة\nثقافة\nاتصل بنا",
        "الرئيسية | أخبار محلية | أخبار العالم | رياضة | ثقافة وفنون | اتصل بنا | من نحن",
        "تسجيل الدخول\nالبريد الإلكتروني\nكلمة المرور\nنسيت كلمة المرور؟\n"
        "ليس لديك حساب؟ سجّل الآن مجاناً لتصلك آخر الأخبار كل صباح.",
        "404\nالصفحة المطلوبة غير موجودة\nيمكنك العودة إلى الصفحة الأولى أو البحث عن الخبر.",
        "عنوان وحيد",
        "أخبار اليوم\nجميع الحقوق محفوظة 2024.",
    ],
)
def test_a_page_of_another_site_without_an_article(text: str) -> None:
    (told,) = found(text.encode())
    assert isinstance(told, Problem)
    assert (told.reason, told.line) == ("no_text", 1)
    assert "no article in the page" in told.message
    assert "TT" in told.message


@pytest.mark.parametrize(
    "text",
    [
        "الحديقة تفتح أبوابها ليلاً\n\nفُتحت الحديقة مساء أمس.\n",
        "الحديقة تفتح أبوابها ليلاً\nفُتحت الحديقة مساء أمس أمام زوارها الذين انتظروا طويلاً",
        "الرئيسية\nالحديقة تفتح أبوابها\nفُتحت الحديقة أمس.\n"
        + "وقال مديرها إن الدخول مجاني للجميع.\n" * 9,
    ],
)
def test_a_page_of_another_site_with_an_article(text: str) -> None:
    (article,) = found(text.encode())
    assert isinstance(article, Article)
    assert article.kind == "full"


def test_a_page_that_was_cut_off_says_so() -> None:
    cut = PAGE[: PAGE.index("TT") + 2]
    cut = cut.replace("الدخول مجاني حتى نهاية الصيف\n\n", "")
    told = problem(cut.encode())
    assert told.reason == "no_text"
    assert "cut off" in told.message


def test_lines_over_a_front_are_no_article() -> None:
    told, article = found(("سعاد علي\nكاتبة من صفاقس\n" + PAGE).encode())
    assert isinstance(told, Problem)
    assert (told.reason, told.line) == ("no_text", 1)
    assert isinstance(article, Article)
    assert article.title == "الحديقة تفتح أبوابها ليلاً"


def test_a_teaser_whose_headline_was_cut_off_says_so() -> None:
    text = (
        "تتمة موجز ضاع أوله.\n\n«المرسى» (صور)\nآسيا بائع (رويترز)\n\nسوق السمك تعود\n\n"
        "عادت السوق إلى مكانها القديم.\n"
    )
    told, teaser = found(text.encode())
    assert isinstance(told, Problem)
    assert "cut off" in told.message
    assert isinstance(teaser, Article)
    assert teaser.title == "سوق السمك تعود"


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_sound_text_is_not_complained_of(format: str) -> None:
    texts = {"jsonl": RECORDS, "csv": TABLE, "saudinewsnet": ARRAY, "trec": DOC, "page": PAGE}
    if format in texts:
        assert not [one for one in found(texts[format].encode(), format=format)
                    if isinstance(one, Problem)]  # fmt: skip


def test_a_file_cut_in_the_middle_of_a_letter_keeps_what_is_before_it() -> None:
    whole = PAGE.rstrip().rstrip(".").encode()
    (article,) = found(whole[:-1])
    assert isinstance(article, Article)
    assert article.body.endswith("مجاني للجمي")
