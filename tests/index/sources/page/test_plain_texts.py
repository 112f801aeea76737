"""Text files of every kind that people keep: which are articles, what is which, and why not.

The texts are written for these tests.
"""

import textwrap
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.facts.reading import read_facts
from tests.index.sources.reading import read_bytes

TITLE = "الجسر الجديد يختصر الطريق إلى المدينة القديمة"
LONG_TITLE = f"{TITLE} بعد عامين من الانتظار والوعود"
FIRST = (
    "افتتحت البلدية صباح أمس الجسر الجديد الذي يصل بين ضفتي الوادي، بعد أعمال استغرقت عامين كاملين "
    "وشارك فيها أكثر من مئتي عامل من أبناء المنطقة."
)
SECOND = (
    "وقال رئيس البلدية إن الجسر سيخفف الازدحام في وسط المدينة، وإن الشاحنات لن تمر من السوق بعد "
    "اليوم، على أن تبدأ الحافلات رحلاتها عليه في مطلع الشهر المقبل."
)
THIRD = "ويبلغ طول الجسر مئة وعشرين متراً، وكلفته من صندوق التنمية في الولاية."
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
NO_STOPS = FIRST.rstrip(".") + " " + SECOND.rstrip(".")


def wrapped(text: str, width: int) -> str:
    return "\n\n".join("\n".join(textwrap.wrap(part, width)) for part in text.split("\n\n"))


#: What is an article: the file, its headline, its paragraphs.
ARTICLES: dict[str, tuple[str, str, str]] = {
    "one line without a full stop": (NO_STOPS, "", NO_STOPS),
    "one line with full stops": (f"{FIRST} {SECOND}", "", f"{FIRST} {SECOND}"),
    "one short sentence": (
        "فُتح الجسر أمس أمام السيارات والمشاة بعد عامين.",
        "",
        "فُتح الجسر أمس أمام السيارات والمشاة بعد عامين.",
    ),
    "news in brief, one line": (
        "قُتل ثلاثة أشخاص وأصيب خمسة آخرون في حادث سير على الطريق بين المدينة والمرفأ صباح اليوم",
        "",
        "قُتل ثلاثة أشخاص وأصيب خمسة آخرون في حادث سير على الطريق بين المدينة والمرفأ صباح اليوم",
    ),
    "a long first paragraph, no headline": (BODY, "", BODY),
    "a long first paragraph without a stop": (f"{NO_STOPS}\n{THIRD}", "", f"{NO_STOPS}\n\n{THIRD}"),
    "a headline and one paragraph": (f"{TITLE}\n\n{FIRST}", TITLE, FIRST),
    "a headline and one paragraph without a stop": (f"{TITLE}\n{NO_STOPS}", TITLE, NO_STOPS),
    "a headline and paragraphs": (f"{TITLE}\n\n{BODY}\n", TITLE, BODY),
    "a headline and lines": (f"{TITLE}\n" + BODY.replace("\n\n", "\n"), TITLE, BODY),
    "a question for a headline": (f"متى يفتح الجسر؟\n\n{BODY}", "متى يفتح الجسر؟", BODY),
    "a first line that ends with a particle": (
        f"افتتحت البلدية الجسر الذي\n\n{SECOND}",
        "",
        f"افتتحت البلدية الجسر الذي\n\n{SECOND}",
    ),
    "a first line that goes on": (
        f"في الوادي، حيث كان الناس ينتظرون،\n{FIRST}",
        "",
        f"في الوادي، حيث كان الناس ينتظرون،\n\n{FIRST}",
    ),
    "wrapped at 70, paragraphs apart": (f"{TITLE}\n\n{wrapped(BODY, 70)}", TITLE, BODY),
    "wrapped at 70, no headline": (wrapped(BODY, 70), "", BODY),
    "wrapped at 45": (f"{TITLE}\n\n{wrapped(BODY, 45)}", TITLE, BODY),
    "wrapped at 30, as a column": (f"الجسر الجديد\n\n{wrapped(BODY, 30)}", "الجسر الجديد", BODY),
    "wrapped at 60, a headline of two lines": (
        wrapped(f"{LONG_TITLE}\n\n{BODY}", 60),
        LONG_TITLE,
        BODY,
    ),
    "wrapped, one paragraph and nothing else": (
        wrapped(f"{FIRST} {SECOND}", 60),
        "",
        f"{FIRST} {SECOND}",
    ),
    "wrapped and indented": (
        TITLE
        + "\n"
        + "\n".join("\t" + "\n".join(textwrap.wrap(part, 60)) for part in BODY.split("\n\n")),
        TITLE,
        BODY,
    ),
    "pages of a converted file": (
        f"{TITLE}\n\n{wrapped(FIRST, 60)}\n\n1\n\f{wrapped(SECOND, 60)}\n\n- 2 -\n\f{THIRD}\n",
        TITLE,
        BODY,
    ),
    "a paragraph over the end of a page": (
        TITLE
        + "\n\n"
        + wrapped(f"{FIRST} {SECOND}", 60).replace("\n", "\n\n\f", 3).replace("\n\n\f", "\n", 2),
        TITLE,
        f"{FIRST} {SECOND}",
    ),
    "old line ends": (f"{TITLE}\r\r" + BODY.replace("\n", "\r"), TITLE, BODY),
    "line ends of Windows": (f"{TITLE}\r\n\r\n" + BODY.replace("\n", "\r\n"), TITLE, BODY),
    "separators of lines and paragraphs": (
        f"{TITLE}\u2029" + BODY.replace("\n\n", "\u2028"),
        TITLE,
        BODY,
    ),
    "marks around the lines": (
        f"\ufeff\u200f{TITLE}\u200f\n\u200f\n\u200e{BODY}\u200f\n",
        TITLE,
        BODY,
    ),
    "rulers": (
        f"ـــــــــــــ\n{TITLE}\n=========\n{FIRST}\n* * *\n{SECOND}\n-----\n{THIRD}\n",
        TITLE,
        BODY,
    ),
    "page numbers": (
        f"{TITLE}\n\n{FIRST}\n\nصفحة 1 من 2\n\n{SECOND}\n\n- 2 -\n\n{THIRD}",
        TITLE,
        BODY,
    ),
    "indents": (f"    {TITLE}\n\n\t{FIRST}\n\t{SECOND}\n\t{THIRD}", TITLE, BODY),
    "a brace in front": ("{الجسر} يفتح اليوم\n\n" + BODY, "{الجسر} يفتح اليوم", BODY),
    "a dateline for a first line": (f"تونس - رويترز\n{BODY}", "", f"تونس - رويترز\n\n{BODY}"),
    "many numbers": (
        (
            "أقفل المؤشر على 10428 نقطة مرتفعاً 1.5% في جلسة الأحد، "
            "وبلغت التداولات 4.2 مليار ريال توزعت على 98 ألف صفقة."
        ),
        "",
        (
            "أقفل المؤشر على 10428 نقطة مرتفعاً 1.5% في جلسة الأحد، "
            "وبلغت التداولات 4.2 مليار ريال توزعت على 98 ألف صفقة."
        ),
    ),
    "a talk": (
        (
            f"حوار مع رئيس البلدية\n\nالصحيفة: متى يفتح الجسر؟\nالرئيس: "
            f"{FIRST}\nالصحيفة: ومتى تبدأ الحافلات؟\nالرئيس: {SECOND}"
        ),
        "حوار مع رئيس البلدية",
        (
            f"الصحيفة: متى يفتح الجسر؟\n\nالرئيس: {FIRST}\n\nالصحيفة: "
            f"ومتى تبدأ الحافلات؟\n\nالرئيس: {SECOND}"
        ),
    ),
    "a list inside of it": (
        f"{TITLE}\n\n{FIRST}\n\nالمحطات:\n- السوق\n- المرفأ\n- الجامعة\n\n{SECOND}",
        TITLE,
        f"{FIRST}\n\nالمحطات:\n\n- السوق\n\n- المرفأ\n\n- الجامعة\n\n{SECOND}",
    ),
    "links inside of it": (
        f"{TITLE}\n\n{FIRST}\n\nالتفاصيل: https://paper.example/7\n\n{SECOND}",
        TITLE,
        f"{FIRST}\n\nالتفاصيل: https://paper.example/7\n\n{SECOND}",
    ),
}


@pytest.mark.parametrize("name", ARTICLES)
def test_a_text_is_an_article(name: str) -> None:
    text, title, body = ARTICLES[name]
    read = read_bytes(text)
    assert not read.problems, read.messages
    assert read.article.body == body
    assert read.article.title == title


VOCABULARY = (
    "كتاب قلم مدرسة شجرة نهر جبل سماء بحر طريق مدينة قرية سوق مطار ميناء جسر باب نافذة كرسي "
    "طاولة مصباح ورقة دفتر سيارة قطار دراجة سفينة طائرة مفتاح قفل خبز ملح سكر زيت قمح شعير تمر "
    "عنب تفاح برتقال ليمون خيار جزر بصل ثوم فلفل لحم سمك دجاج بيض حليب جبن زبدة عسل ماء شاي "
    "قهوة عصير كوب صحن"
)
WORDS = VOCABULARY.split()
PARTICLES = "في من على إلى عن مع منذ حتى خلال بين لدى عند ضد نحو حول دون سوى"
NAMES = ["محمد علي", "سعاد أحمد", "ليلى نور", "كريم حسن", "هند سالم", "يوسف عمر", "مريم خالد"]
CUES = "\n\n".join(
    (
        f"{number}\n00:00:{number:02},000 --> "
        f"00:00:{number + 2:02},500\nوقال الرجل إنه لم يعد إلى البيت"
    )
    for number in range(1, 6)
)

#: What is none: the file, and a word of what is told.
NO_ARTICLES: dict[str, tuple[str, str]] = {
    "a vocabulary": ("\n".join(WORDS), "list"),
    "a vocabulary on one line": (" ".join(WORDS), "list of words"),
    "a vocabulary with commas": ("، ".join(WORDS), "between commas"),
    "a vocabulary, wrapped": ("\n".join(textwrap.wrap(" ".join(WORDS), 60)), "list of words"),
    "stop words": ("\n".join(PARTICLES.split()), "list"),
    "stop words on one line": (PARTICLES, "list of words"),
    "names": ("\n".join(NAMES), "list"),
    "names, numbered": ("\n".join(f"{n}. {name}" for n, name in enumerate(NAMES, 1)), "list"),
    "words with their counts": (
        "\n".join(f"{word} {n * 7}" for n, word in enumerate(WORDS)),
        "numbers",
    ),
    "words with tabs": ("\n".join(f"{word}\tn\t{n}" for n, word in enumerate(WORDS)), "table"),
    "a glossary": (
        "\n".join(f"{word}: اسم من أسماء الأشياء في البيت" for word in WORDS[:9]),
        "glossary",
    ),
    "a bilingual glossary": (
        "\n".join(f"{word} = thing number {n}" for n, word in enumerate(WORDS[:9])),
        "code|glossary|Arabic",
    ),
    "a table of numbers": (
        "السنة 2010 2011 2012\nالقمح 100 200 300\nالشعير 50 60 70\nالتمر 1 2 3",
        "numbers",
    ),
    "a table with tabs": (
        "المدينة\tالسكان\n" + "\n".join(f"{TITLE}\t{FIRST}" for _ in range(3)),
        "table",
    ),
    "a table with semicolons": ("الاسم;المدينة;السنة\nعلي;تونس;2010\nهند;صفاقس;2011", "table"),
    "links": ("\n".join(f"https://paper.example/أخبار/{n}" for n in range(5)), "links"),
    "links with their titles": (
        "\n".join(f"خبر رقم {n} https://paper.example/{n}" for n in range(5)),
        "links",
    ),
    "subtitles": (CUES, "subtitles"),
    "subtitles of the web": ("WEBVTT\n\n" + CUES.replace(",", "."), "subtitles"),
    "a log": (
        "\n".join(
            f"2024-10-28 12:00:{n:02} INFO قُرئ الملف رقم {n} وفيه عشرون مقالة" for n in range(5)
        ),
        "log",
    ),
    "a chat": (
        "\n".join(
            f"28/10/2024, 14:{n:02} - سعاد: وصلت إلى المحطة وأنا في الطريق إليكم"
            for n in range(10, 15)
        ),
        "chat",
    ),
    "a program": (
        (
            "# يقرأ الملفات\nimport os\ndef read(path):\n    "
            "name = os.path\n    return name\nprint(read('a'))"
        ),
        "program|Arabic",
    ),
    "a program in another language": (
        "// قراءة الملف وعرضه على الشاشة\nfunction read() {\n  let a = 1;\n  return a;\n}",
        "program|Arabic",
    ),
    "a licence": (
        (
            "MIT License\n\nCopyright (c) 2024 سعاد\n\nPermission "
            "is hereby granted, free of charge, to any person."
        ),
        "licence|Arabic",
    ),
    "a licence in Arabic": (f"رخصة المشاع الإبداعي\n\n{BODY}", "licence"),
    "terms of use": (f"شروط الاستخدام\n\n{BODY}", "licence or terms"),
    "a manual": (
        (
            "أداة القراءة\n\nتقرأ هذه الأداة ملفات الأخبار وتعرضها على الشاشة.\n\nالتثبيت\n\npip "
            "install reader\n\nالاستخدام\n\nيُكتب اسم الملف بعد اسم الأداة."
        ),
        "manual",
    ),
    "English with a word of Arabic": (
        "The word جسر means bridge, and it is used in many names of towns.",
        "Arabic",
    ),
    "a headline alone": (TITLE, "headline alone"),
    "a poem of short verses": (
        "\n".join(
            ["يا ليل طال", "والنجم غاب", "والقلب مال", "عند الغياب", "يا دار أهلي", "أين الصحاب"]
        ),
        "list",
    ),
    "a menu": ("الرئيسية\nأخبار\nرياضة\nثقافة\nاتصل بنا", "list"),
    "a form": ("الاسم:\nالعمر:\nالمدينة:\nالهاتف:\nالبريد:", "list|form"),
    "a collection": (f"{SECOND}\n" * 4000, "many articles"),
    "rulers alone": ("=====\nـــــــ\n*****\nا", ""),
}


@pytest.mark.parametrize("name", NO_ARTICLES)
def test_what_is_no_article_is_told_why(name: str) -> None:
    text, told = NO_ARTICLES[name]
    read = read_bytes(text)
    assert read.articles == []
    assert read.reasons in (["no_text"], ["unknown_format"])
    assert any(word in read.messages for word in told.split("|")), read.messages


FORM = f"العنوان: {TITLE}\nالتاريخ: 2024-10-28\nالكاتب: سعاد علي\nالمصدر: الرصيف\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{FORM}\n{BODY}",
        f"{FORM}النص: {BODY}",
        f"{FORM}النص:\n{BODY}",
        f"Title: {TITLE}\nDate: 2024-10-28\nAuthor: سعاد علي\nSource: الرصيف\n\n{BODY}",
        f"Title:\n{TITLE}\nDate:\n2024-10-28\nAuthor:\nسعاد علي\nSource:\nالرصيف\n\n{BODY}",
        f"{TITLE}\nالتاريخ: 2024-10-28\nالكاتب: سعاد علي\nالمصدر: الرصيف\n\n{BODY}",
        f"\ufeff{FORM.replace(': ', ' : ')}\n==========\n\n{TITLE}\n\n{BODY}",
        f"{FORM}\n{wrapped(BODY, 70)}",
    ],
)
def test_a_labelled_head_is_read(text: str) -> None:
    read = read_bytes(text)
    article = read.article
    assert not read.problems, read.messages
    assert (article.title, article.byline, article.source) == (TITLE, "سعاد علي", "الرصيف")
    assert article.published == date(2024, 10, 28)
    assert article.published_evidence == "stated"
    assert "2024-10-28" in article.published_reasons[0]
    assert article.body == BODY


def test_what_a_head_names_is_kept_or_told() -> None:
    head = (
        "URL: https://paper.example/7\nTitle: جسر\nLength: 300 words\nSection: محليات\n"
        "Location: تونس؛ صفاقس\nDate: قبل العيد\nالزيارات: 12\nSource: رويترز"
    )
    read = read_bytes(f"{head}\n\n{BODY}")
    article = read.article
    assert (article.id, article.url) == ("https://paper.example/7",) * 2
    assert (article.section, article.datelines) == ("محليات", ("تونس", "صفاقس"))
    assert (article.source, article.agencies) == ("", ("رويترز",))
    assert article.published is None
    assert sorted(read.reasons) == ["bad_date", "unknown_field", "unknown_field"]
    assert "'Length'" in read.messages
    assert "'الزيارات'" in read.messages


@pytest.mark.parametrize(
    "text",
    [
        f"المكان: قاعة البلدية\nالتاريخ: 2024-10-28\n\n{BODY}",
        f"المصدر: الرصيف\n\n{BODY}",
        f"اليوم: الاثنين\n{BODY}",
    ],
)
def test_labels_that_may_be_of_the_text_itself_are_left_there(text: str) -> None:
    article = read_bytes(text).article
    assert article.published is None or article.published_evidence != "stated"
    assert article.source == ""


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("28 أكتوبر 2024", date(2024, 10, 28)),
        ("الاثنين، 28 أكتوبر 2024 م", date(2024, 10, 28)),
        ("يوم الاثنين 28 تشرين الأول 2024", date(2024, 10, 28)),
        ("28/10/2024", date(2024, 10, 28)),
        ("نُشر: 14:21-28 أكتوبر 2024 م", date(2024, 10, 28)),
        ("نشر بتاريخ: 28/10/2024", date(2024, 10, 28)),
        ("نُشر في 28 أكتوبر 2024", date(2024, 10, 28)),
        ("تم النشر يوم الاثنين 28 أكتوبر 2024", date(2024, 10, 28)),
        ("نُشر الخبر بتاريخ 28-10-2024", date(2024, 10, 28)),
    ],
)
@pytest.mark.parametrize("where", ["{title}\n{line}\n\n{body}", "{line}\n\n{title}\n\n{body}"])
def test_a_day_beside_the_headline_is_stated(line: str, day: date, where: str) -> None:
    article = read_bytes(where.format(title=TITLE, line=line, body=BODY)).article
    published = article.published
    assert published is not None
    assert (published.year, published.month, published.day) == (day.year, day.month, day.day)
    assert (article.published_evidence, article.published_reasons) == ("stated", (line,))
    assert (article.title, article.body) == (TITLE, BODY)


@pytest.mark.parametrize(
    "line", ["ذكرى 28 أكتوبر 2024", "28 أكتوبر 2024: يوم للجسر", "أكتوبر 2024", "31 فبراير 2024"]
)
def test_a_line_that_says_more_or_less_than_a_day_stays(line: str) -> None:
    article = read_bytes(f"{TITLE}\n{line}\n\n{BODY}").article
    assert line in article.body
    assert article.published_evidence != "stated"


@pytest.mark.parametrize(
    "line", ["كتب: سعاد علي", "بقلم سعاد علي", "بقلم: سعاد علي", "تقرير - سعاد علي"]
)
def test_a_writer_under_the_headline(line: str) -> None:
    article = read_bytes(f"{TITLE}\n{line}\n28 أكتوبر 2024\n\n{BODY}").article
    assert (article.byline, article.body) == ("سعاد علي", BODY)
    assert article.published_evidence == "stated"


def record(number: int) -> str:
    return f"العنوان: خبر رقم {number}\nالتاريخ: 2024-10-{number:02}\n\n{FIRST} رقم {number}."


@pytest.mark.parametrize("between", ["\n\n=====\n", "\n-----\n\n", "\n***\n", "\n\n"])
def test_articles_under_heads_of_their_own_are_several(between: str) -> None:
    read = read_bytes(between.join(map(record, range(1, 5))))
    assert not read.problems, read.messages
    assert [article.title for article in read.articles] == [f"خبر رقم {n}" for n in range(1, 5)]
    assert [article.published for article in read.articles] == [
        date(2024, 10, number) for number in range(1, 5)
    ]
    assert any("4 articles" in one.message for one in read.recognitions)


def test_articles_that_are_numbered_are_several() -> None:
    text = "\n\n".join(
        (
            f"Document {n} of 3\n\nHeadline: خبر رقم "
            f"{n}\nLoad-Date: 5\nDate: 2024-10-0{n}\n\n{BODY} {n}."
        )
        for n in (1, 2, 3)
    )
    read = read_bytes(text)
    assert [article.title for article in read.articles] == ["خبر رقم 1", "خبر رقم 2", "خبر رقم 3"]
    assert read.reasons == ["unknown_field"]  # told once a file
    bare = read_bytes("\n\n".join(f"{n} of 2 DOCUMENTS\n\nالرصيف\n\n{BODY} {n}." for n in (1, 2)))
    # Which of their lines is the headline is not sure.
    assert [article.title for article in bare.articles] == ["", ""]


def test_rulers_alone_part_sections() -> None:
    read = read_bytes(f"{TITLE}\n\n{FIRST}\n\n=====\n\nعن الحافلات\n\n{SECOND}")
    assert read.article.body == f"{FIRST}\n\nعن الحافلات\n\n{SECOND}"
    assert any("rulers" in one.message for one in read.recognitions)


LINES = st.sampled_from(
    [
        "",
        TITLE,
        FIRST,
        SECOND,
        "=====",
        "***",
        "\f",
        "\t",
        "العنوان: جسر",
        "Date: 2024-10-28",
        "التاريخ:",
        "النص:",
        "URL: https://paper.example/7",
        "Document 1 of 2",
        "Document 2 of 2",
        "28 أكتوبر 2024",
        "7",
        "- 7 -",
        "كتب: سعاد",
        "كلمة",
        "كلمة\tكلمة",
        "a = 1;",
        "\u200f",
        "TT",
        "مقالات ذات صلة",
        "x:",
        ":",
        "=",
        "\u2028",
        "00:00:01,000 --> 00:00:02,000",
        "ـــــ",
        "(رويترز)",
        "تونس - رويترز",
    ]
) | st.text(max_size=40)


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n", "\n\n", "\r"]))
def test_no_text_raises_and_none_is_passed_over_in_silence(lines: list[str], end: str) -> None:
    read = read_bytes(end.join(lines).encode("utf-8", "replace"), format="page")
    assert read.articles or read.problems
    for article in read.articles:
        assert article.title or article.body or article.caption
        read_facts(article)


@pytest.mark.parametrize("folder", ["sports", "رياضة"])
def test_folders_name_no_section(folder: str) -> None:
    """What a folder is called is nobody's word for the section of what lies in it; it is told."""
    read = read_bytes(BODY, f"{folder}/123.txt")
    assert isinstance(read.article, Article)
    assert read.article.section == ""
    assert any(f"the folder {folder!r}" in one.message for one in read.recognitions)


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        ("2024-10-28-jisr.txt", True),
        ("a.zip/2024_10_28.txt", True),
        ("20241028_7.txt", True),
        ("2024.10.28 خبر.txt", True),
        ("20241028.txt", False),
        ("20121012.txt", False),
        ("2024-13-28.txt", False),
        ("2024-10-281.txt", False),
        ("crawl_2024-10-28.txt", False),
        ("2024-10-28/7.txt", False),
    ],
)
def test_the_name_of_a_file_states_the_day(name: str, stated: bool) -> None:
    article = read_bytes(f"{TITLE}\n\n{SECOND}", name).article
    assert article.published == (date(2024, 10, 28) if stated else None)
    assert article.published_evidence == ("stated" if stated else "unknown")
    assert article.published_reasons == ((name.rpartition("/")[2],) if stated else ())


def test_a_text_and_its_address_know_their_day_better_than_the_name_of_the_file() -> None:
    name = "2024-10-28-jisr.txt"
    printed = read_bytes(f"{TITLE}\n27/10/2024\n\n{BODY}", name).article
    assert printed.published == date(2024, 10, 27)
    address = f"https://paper.example/2024/10/26/7\n{TITLE}\n\n{BODY}"
    assert read_bytes(address, name).article.published == date(2024, 10, 26)
    unreadable = f"العنوان: {TITLE}\nالتاريخ: قبل العيد\n\n{SECOND}"
    assert read_bytes(unreadable, name).article.published is None


def test_an_address_over_a_text_is_its_own() -> None:
    article = read_bytes(f"https://paper.example/7\n{TITLE}\n\n{BODY}").article
    assert (article.url, article.title, article.body) == ("https://paper.example/7", TITLE, BODY)
    inside = read_bytes(f"https://paper.example/7\n\n{BODY}\n\nhttps://x.example/8\n\n{SECOND}")
    assert inside.article.url == "https://paper.example/7"


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\n{FIRST}\n\nجميع الحقوق محفوظة © 2024",
        "كلمة السر في الفوز\n\nقال المدرب إن كلمة السر في الفوز كانت الانضباط والروح بين اللاعبين.",
        "الحصيلة ترتفع\n\nارتفعت حصيلة الزلزال إلى 404 قتلى بحسب ما أعلنته السلطات في المدينة.",
    ],
)
def test_words_of_sites_in_a_short_article(text: str) -> None:
    assert read_bytes(text).articles


def test_a_label_at_the_end_of_the_head_is_told() -> None:
    read = read_bytes(f"{FORM}الوسوم: جسر، طريق\n\n{BODY}")
    assert read.article.body == BODY
    assert "'الوسوم'" in read.messages
