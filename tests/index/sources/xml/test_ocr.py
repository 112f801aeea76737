"""ALTO and hOCR: pages that a machine has read."""

from collections.abc import Sequence

import pytest

from index.sources.xml.ocr import Line, joined
from tests.index.sources.reading import Outcome, read_bytes


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("افتتح الوزير", "الجسر أمس"), "افتتح الوزير الجسر أمس"),
        (("افتتح الوزيـ", "ـر الجسر"), "افتتح الوزير الجسر"),
        (("افتتح الوز\u0640\u0640", "ير الجسر"), "افتتح الوزير الجسر"),
        (("a news-", "paper of"), "a newspaper of"),
        (("a news\u00ad", "paper of"), "a newspaper of"),
        (("a news¬", "paper of"), "a newspaper of"),
        (("تونس -", "افتتح الوزير"), "تونس - افتتح الوزير"),
        (("Aix-", "Marseille"), "Aix- Marseille"),
        (("عام 2024-", "2025"), "عام 2024- 2025"),
        (("", "أول", ""), "أول"),
    ],
)
def test_lines_are_joined(lines: Sequence[str], text: str) -> None:
    assert joined([Line(line) for line in lines]) == text


def test_a_word_that_the_file_calls_broken() -> None:
    assert joined([Line("exem", is_broken=True), Line("ple final")]) == "exemple final"


def string(word: str, **given: object) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in given.items())
    return f'<String CONTENT="{word}"{attributes}/>'


def line(*words: str, end: str = "") -> str:
    return f"<TextLine>{'<SP/>'.join(string(word, WC=0.9) for word in words)}{end}</TextLine>"


def block(name: str, *lines: str, **given: str) -> str:
    attributes = "".join(f' {key}="{value}"' for key, value in given.items())
    return f'<TextBlock ID="{name}"{attributes}>{"".join(lines)}</TextBlock>'


def alto(
    *blocks: str, page: str = 'PHYSICAL_IMG_NR="4"', more: str = "", version: int = 3
) -> Outcome:
    space = f'xmlns="http://www.loc.gov/standards/alto/ns-v{version}#"'
    return read_bytes(
        f"<alto {space}>{more}<Layout><Page {page}><TopMargin>"
        f"{block('M', line('ترويسة'))}</TopMargin>"
        f"<PrintSpace>{''.join(blocks)}</PrintSpace></Page></Layout></alto>",
        "p.xml",
    )


@pytest.mark.parametrize("version", [2, 3, 4])
def test_alto(version: int) -> None:
    outcome = alto(
        block("A", line("افتتح", "الوزير"), line("الجسر")),
        block("B", line("ويبلغ", "طوله"), line("مئة", "متر")),
        version=version,
    )
    assert outcome.article.body == "افتتح الوزير الجسر\n\nويبلغ طوله مئة متر"
    assert (outcome.article.page, outcome.article.title) == ("4", "")
    told = "\n".join(one.message for one in outcome.recognitions)
    assert "7 words, mean confidence 90%" in told
    assert "TopMargin" in told


def test_the_printed_number_of_a_page_goes_first() -> None:
    page = 'PHYSICAL_IMG_NR="7" PRINTED_IMG_NR="٥"'
    assert alto(block("A", line("نص")), page=page).article.page == "٥"


def test_hyphens_of_alto() -> None:
    first = "<TextLine>" + string("exem", SUBS_TYPE="HypPart1", SUBS_CONTENT="exemple")
    second = "<TextLine>" + string("ple", SUBS_TYPE="HypPart2", SUBS_CONTENT="exemple") + "<SP/>"
    second += string("final") + "</TextLine>"
    outcome = alto(block("A", f'{first}<HYP CONTENT="-"/></TextLine>', second))
    assert outcome.article.body == "exemple final"


BLOCKS = [block(name, line(word)) for name, word in (("A", "ثالث"), ("B", "أول"), ("C", "ثان"))]


def test_the_order_in_which_a_page_is_read() -> None:
    assert alto(*BLOCKS).article.body == "ثالث\n\nأول\n\nثان"
    refs = "".join(f'<ElementRef REF="{name}"/>' for name in "BCA")
    order = f"<ReadingOrder><OrderedGroup>{refs}</OrderedGroup></ReadingOrder>"
    assert alto(*BLOCKS, more=order).article.body == "أول\n\nثان\n\nثالث"


def test_blocks_that_name_the_next() -> None:
    blocks = [
        block("B", line("أول"), IDNEXT="C"),
        block("A", line("ثالث")),
        block("C", line("ثان"), IDNEXT="A"),
    ]
    assert alto(*blocks).article.body == "أول\n\nثان\n\nثالث"


STYLES = '<Styles><TextStyle ID="T1" FONTSIZE="30"/><TextStyle ID="T2" FONTSIZE="10"/></Styles>'


def test_the_largest_block_is_the_headline() -> None:
    outcome = alto(
        block("A", line("الرصيف"), STYLEREFS="T1"),
        block("B", line("جسر", "جديد", "فوق", "الوادي"), STYLEREFS="T1"),
        block("C", line("افتتح", "الوزير"), line("الجسر"), STYLEREFS="T2"),
        more=STYLES,
    )
    assert outcome.article.title == "جسر جديد فوق الوادي"
    assert outcome.article.body == "الرصيف\n\nافتتح الوزير الجسر"


def test_articles_that_the_file_tells_apart() -> None:
    outcome = alto(
        f'<ComposedBlock ID="X" TYPE="Article">{block("A", line("خبر", "أول"))}</ComposedBlock>',
        f'<ComposedBlock ID="Y" TYPE="Article">{block("B", line("خبر", "ثان"))}</ComposedBlock>',
    )
    assert [article.body for article in outcome.articles] == ["خبر أول", "خبر ثان"]
    assert len({article.id for article in outcome.articles}) == 2


def test_a_page_read_with_little_confidence_is_told() -> None:
    outcome = alto(block("A", f"<TextLine>{string('نص', WC=0.4)}</TextLine>"))
    assert outcome.article.body == "نص"
    assert outcome.reasons == ["unsure"]
    assert "40%" in outcome.messages


def test_an_empty_page_is_told() -> None:
    assert alto().reasons == ["no_text"]


def hocr(*pages: str) -> Outcome:
    return read_bytes(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html><html xmlns="http://www.w3.org/1999/'
        "xhtml\"><head><meta name='ocr-system' content='tesseract 5.3'/></head><body>"
        f"{''.join(pages)}</body></html>",
        "p.hocr",
    )


def words(text: str, size: int = 30, kind: str = "ocr_line", sure: int = 90) -> str:
    inner = " ".join(
        f"<span class='ocrx_word' title='bbox 1 2 3 4; x_wconf {sure}'>{word}</span>"
        for word in text.split()
    )
    return (
        f"<span class='{kind}' title=\"bbox 1 2 3 4; baseline 0 0; x_size {size}\">{inner}</span>"
    )


def par(*lines: str) -> str:
    return f"<div class='ocr_carea'><p class='ocr_par' dir='rtl'>{''.join(lines)}</p></div>"


def page(*paragraphs: str, title: str = "ppageno 0") -> str:
    return f"<div class='ocr_page' title='image \"a;b.png\"; {title}'>{''.join(paragraphs)}</div>"


def test_hocr() -> None:
    outcome = hocr(
        page(
            par(words("جسر جديد فوق الوادي", 60)),
            par(words("افتتح الوزير"), words("الجسر أمس")),
            par(words("ويبلغ طوله مئة متر")),
            title="bbox 0 0 9 9; ppageno 3",
        )
    )
    assert outcome.article.title == "جسر جديد فوق الوادي"
    assert outcome.article.body == "افتتح الوزير الجسر أمس\n\nويبلغ طوله مئة متر"
    assert outcome.article.page == "4"


@pytest.mark.parametrize(
    ("titles", "numbers"),
    [
        (("ppageno 0",), [""]),
        (("ppageno 0", "ppageno 1"), ["1", "2"]),
        (('ppageno 6; lpageno "٧"',), ["٧"]),
        (("bbox 0 0 1 1",), [""]),
    ],
)
def test_numbers_of_pages(titles: Sequence[str], numbers: list[str]) -> None:
    outcome = hocr(*(page(par(words(f"نص {title}")), title=title) for title in titles))
    assert [article.page for article in outcome.articles] == numbers


def test_lines_without_words_or_paragraphs() -> None:
    outcome = hocr(
        page("<span class='ocr_line'>افتتح الوزير</span><span class='ocr_line'>الجسر</span>")
    )
    assert outcome.article.body == "افتتح الوزير الجسر"


def test_a_header_of_a_page_that_is_told() -> None:
    outcome = hocr(
        page(par(words("جسر جديد", kind="ocr_header")), par(words("افتتح الوزير الجسر")))
    )
    assert outcome.article.title == "جسر جديد"


def test_hocr_with_little_confidence() -> None:
    assert hocr(page(par(words("نص", sure=30)))).reasons == ["unsure"]


def test_a_page_of_html_is_no_hocr() -> None:
    assert read_bytes("<html><body><p>نص</p></body></html>", "a.html", "hocr").reasons == ["broken"]


def test_a_number_of_a_page_that_has_thousands_of_digits_is_none() -> None:
    told = page(par(words("فُتح الجسر أمس")), title=f"ppageno {'9' * 5000}")
    assert hocr(told).article.page == ""
