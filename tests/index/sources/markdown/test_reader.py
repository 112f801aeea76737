"""Articles in Markdown: what stands before the text, and the text without its marks."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.index.sources.reading import Outcome, read_bytes

MOMENT = datetime(2024, 10, 28, 14, 30, tzinfo=timezone(timedelta(hours=3)))


def read(text: str, name: str = "jisr.md") -> Outcome:
    return read_bytes(text, name)


@pytest.mark.parametrize(
    "before",
    [
        '---\ntitle: "جسر جديد"\ndate: 2024-10-28 14:30:00 +0300\nauthor: سعاد علي\n---\n',
        "---\r\ntitle: جسر جديد\r\ndate: 2024-10-28T14:30:00+03:00\r\nauthors: [سعاد علي]\r\n...\n",
        "---\ntitle: جسر جديد\ndate: 2024-10-28T14:30:00+03:00\nauthor: {name: سعاد علي}\n...\n",
        "\ufeff---\nالعنوان: جسر جديد\nالتاريخ: 2024-10-28T14:30:00+03:00\nالكاتب: سعاد علي\n---\n",
        'title: جسر جديد\ndate: 2024-10-28T14:30:00+03:00\nauthor: "[[سعاد علي]]"\n---\n',
        "Title: جسر جديد\nDate: 2024-10-28T14:30:00+03:00\nAuthor: سعاد علي\n\n",
        '+++\ntitle = "جسر جديد"\ndate = 2024-10-28T14:30:00+03:00\nauthor = "سعاد علي"\n+++\n',
        '{"title": "جسر جديد", "date": "2024-10-28T14:30:00+03:00", "author": "سعاد علي"}\n',
    ],
)
def test_front_matter(before: str) -> None:
    article = read(before + "\nفُتح الجسر أمس.\n").article
    assert (article.title, article.byline, article.published) == ("جسر جديد", "سعاد علي", MOMENT)
    assert article.body == "فُتح الجسر أمس."


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("2024-10-28-jisr.md", "2024-10-28-jisr.md"),
        ("posts/2024-10-28-jisr/index.md", "2024-10-28-jisr"),
    ],
)
def test_the_name_states_the_day(name: str, reason: str) -> None:
    article = read("# جسر جديد\n\nفُتح الجسر أمس.\n", name).article
    assert (article.title, article.body) == ("جسر جديد", "فُتح الجسر أمس.")
    assert article.published == date(2024, 10, 28)
    assert (article.published_evidence, article.published_reasons) == ("stated", (reason,))


def test_the_front_matter_goes_before_the_name() -> None:
    text = "---\ntitle: جسر\ndate: 2024-10-29\n---\nفُتح.\n"
    article = read(text, "2024-10-28-jisr.md").article
    assert article.published == date(2024, 10, 29)
    assert article.published_evidence != "stated"


@pytest.mark.parametrize(
    ("markdown", "body"),
    [
        ("قال **الوزير** *أمس* `نعم` ~~لا~~", "قال الوزير أمس نعم لا"),
        ("سطر\nثانٍ  \nثالث", "سطر ثانٍ\nثالث"),
        ("نص\n\n## عنوان\n\nنص", "نص\n\nعنوان\n\nنص"),
        (
            "انظر [الخبر](https://a.example 'x') و<https://a.example>",
            "انظر الخبر وhttps://a.example",
        ),
        ("- أول\n- ثانٍ\n  1. ثالث", "أول\n\nثانٍ\n\nثالث"),
        ("> قال الوزير\n> أمس", "قال الوزير أمس"),
        ("| أ | ب |\n|---|---|\n| 1 | 2 |", "أ · ب\n\n1 · 2"),
        ("نص[^1].\n\n[^1]: هامش.", "نص.\n\nهامش."),
        ("<div dir='rtl'>\n## عنوان\n\nنص\n</div>", "عنوان\n\nنص"),
        ("<p>نص <b>هنا</b></p>", "نص هنا"),
        ("نص<br>سطر", "نص\nسطر"),
        ('نص {{< ref "x" >}} هنا\n\n{% include a.html %}\n\n<!--more-->\n\nثم', "نص هنا\n\nثم"),
        ("فُتح [[الجسر|جسر]] ==أمس== %%سر%%\n\n#وسم #آخر", "فُتح جسر أمس"),
        ("> [!note] ملاحظة\n> نص", "ملاحظة نص"),
        ("```\n## ليس عنواناً\n```", "## ليس عنواناً"),
        ("نص\n\n---\n\nنص", "نص\n\nنص"),
    ],
)
def test_text_without_its_marks(markdown: str, body: str) -> None:
    assert read(f"---\ntitle: جسر\n---\n{markdown}\n").article.body == body


@pytest.mark.parametrize(
    "picture",
    [
        "![ركاب على الرصيف](a.jpg)",
        '![x](a.jpg "ركاب على الرصيف")',
        '{{< figure src="a.jpg" caption="ركاب على الرصيف" >}}',
        "![](logo.png)\n\n![ركاب على الرصيف](a.jpg)",
    ],
)
def test_caption(picture: str) -> None:
    article = read(f"# جسر\n\n{picture}\n\nفُتح الجسر.\n").article
    assert (article.caption, article.body) == ("ركاب على الرصيف", "فُتح الجسر.")


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("draft: true", "a.md"),
        ("published: false", "a.md"),
        ("status: private", "a.md"),
        ("date: 2024-10-28", "_drafts/a.md"),
    ],
)
def test_what_is_not_published_is_left_out_and_told(before: str, name: str) -> None:
    found = read(f"---\ntitle: جسر\n{before}\n---\nفُتح الجسر.\n", name)
    assert found.articles == []
    assert found.reasons == ["left_out"]


def test_published_true_is_no_day() -> None:
    article = read("---\ntitle: جسر\npublished: true\ndraft: false\n---\nفُتح.\n").article
    assert article.published is None


def test_names_that_are_not_kept_are_told() -> None:
    before = "title: جسر\nlayout: post\ntags: [طرق]\nmood: هادئ\ncategories: [محليات, طرق]"
    found = read(f"---\n{before}\n---\nفُتح.\n")
    assert found.article.section == "محليات"
    assert "'mood' is not kept" in found.messages
    assert "'categories' is not kept" in found.messages
    assert any(one.message == "left aside: layout, tags" for one in found.recognitions)


def test_clippings_name_their_source() -> None:
    text = '---\ntitle: جسر\nsource: "https://paper.example/1"\ncreated: 2024-11-01\n---\nفُتح.\n'
    article = read(text).article
    assert (article.url, article.source, article.published) == ("https://paper.example/1", "", None)


def test_paths_within_a_site_are_no_address() -> None:
    assert read("---\ntitle: جسر\npermalink: /jisr/\n---\nفُتح.\n").article.url == ""


@pytest.mark.parametrize(
    ("before", "line", "words"),
    [
        ("---\ntitle: خبر: تفاصيل\n---\n", 2, "put the value in quotes"),
        ("---\nlayout: x\na: [\n---\n", 4, "cannot be read"),
        ("---\ntitle: جسر\n", 1, "has no --- behind it"),
        ("---\na: 1\na: 2\n---\n", 3, "'a' stands twice"),
        ("+++\ntitle = جسر\n+++\n", 2, "TOML"),
        ("---\na: !!python/object/apply:os.getcwd []\n---\n", 2, "cannot be read"),
        ("---\na: " + "[" * 3000 + "\n---\n", 2, "too many references or levels"),
        (
            "---\na: &a [x]\n"
            + "".join(f"{n}: &{n} [{','.join([f'*{b}'] * 9)}]\n" for b, n in ("ab", "bc", "cd"))
            + "---\n",
            5,
            "too many references or levels",
        ),
    ],
)
def test_broken_front_matter(before: str, line: int, words: str) -> None:
    found = read(before + "فُتح الجسر.\n")
    assert found.articles == []
    assert [(one.reason, one.line) for one in found.problems] == [("broken", line)]
    assert words in found.messages


@pytest.mark.parametrize("text", ["---\ntitle: جسر\n---\n", "# جسر\n", "\n", "---\n---\n"])
def test_no_text(text: str) -> None:
    assert read(text).reasons == ["no_text"]


def test_a_rule_is_no_front_matter() -> None:
    assert read("---\n\nفُتح الجسر.\n\n---\n\nثم أُغلق.\n").article.body == "فُتح الجسر.\n\nثم أُغلق."


@given(st.text(st.sampled_from("اب- \n#*_[](){}<>|`~:!^=+&'\"\\%1.a"), max_size=80))
@settings(max_examples=300, deadline=None)
def test_nothing_is_raised(text: str) -> None:
    for before in ("", "---\n", "+++\n", "---\ntitle: جسر\n---\n"):
        found = read_bytes(before + text, "a.md", "markdown")
        assert found.articles or found.problems


@pytest.mark.parametrize("name", ["id", "weight", "date", "tags"])
def test_a_number_too_long_to_be_written(name: str) -> None:
    before = f'+++\ntitle = "خبر"\n{name} = 0x{"f" * 6000}\n+++\n'
    assert read(before + "فُتح الجسر أمس.\n").article.title == "خبر"
