"""The day of a page: named, printed, or neither."""

from datetime import date, datetime, timedelta, timezone

import pytest

from index.ingestion import Found, with_facts
from index.sources import Problem
from tests.index.sources.html.page_builder import HEADLINE, NAV, article, json_ld, page, read, text

_NEWS = f'"@type": "NewsArticle", "headline": "{HEADLINE}"'
_DAY = date(2022, 10, 2)
_WITH_HOUR = datetime(2022, 10, 2, 10, tzinfo=timezone(timedelta(hours=2)))


def day_of(raw: str) -> tuple[date | None, str]:
    """Return the day of the article once its facts are read, and how it is known."""
    found, _ = with_facts(Found(read(raw).article, "page.html"))
    assert found is not None
    return found.published, found.published_evidence


@pytest.mark.parametrize(
    "name",
    [
        *("article:published_time", "pubdate", "date", "DC.date.issued", "dcterms.issued"),
        *("sailthru.date", "parsely-pub-date", "publish-date", "cXenseParse:recs:publishtime"),
    ],
)
@pytest.mark.parametrize("attribute", ["name", "property"])
def test_what_names_the_publication_is_given(name: str, attribute: str) -> None:
    head = f'<meta {attribute}="{name}" content="2022-10-02T10:00:00+02:00">'
    assert day_of(article(head)) == (_WITH_HOUR, "given")


@pytest.mark.parametrize(
    "value",
    [
        f'{{{_NEWS}, "datePublished": "2022-10-02"}}',
        f'[{{"@type": "WebPage"}}, {{{_NEWS}, "datePublished": "2022-10-02"}}]',
        f'{{"@graph": [{{"@type": "WebPage", "datePublished": "2020-01-01"}}, {{{_NEWS}, '
        '"datePublished": "2022-10-02", "comment": [{"@type": "Comment", '
        '"datePublished": "2023-01-01"}]}]}',
        f'{{"@type": "WebPage", "mainEntity": {{{_NEWS}, "datePublished": "2022-10-02"}}}}',
        f'{{"@type": ["Article", "NewsArticle"], "headline": "{HEADLINE}", '
        '"datePublished": "2022-10-02"}',
        f'{{{_NEWS}, "datePublished": "2022-10-02",}}',
        f'<!-- //<![CDATA[\n{{{_NEWS}, "datePublished": "2022-10-02"}}\n//]]> -->',
        f'{{"@type": "WebSite"}};{{{_NEWS}, "datePublished": "2022-10-02"}};',
        '{"@type": "NewsArticle", "headline": "قال "نعم" اليوم", "datePublished": "2022-10-02"}',
        '[{"@type": "NewsArticle", "headline": "خبر آخر مختلف عنه", "url": "https://a.example/2", '
        f'"datePublished": "2020-01-01"}}, {{{_NEWS}, "url": "https://a.example/1", '
        '"datePublished": "2022-10-02"}]',
    ],
)
def test_json_ld_of_the_article_itself(value: str) -> None:
    assert day_of(article(json_ld(value))) == (_DAY, "given")


@pytest.mark.parametrize(
    "raw",
    [
        page(
            f"<div itemscope itemtype='https://schema.org/NewsArticle'><h1>{HEADLINE}</h1>"
            f"<meta itemprop=datePublished content=2022-10-02>{text()}</div>"
        ),
        article(line="<time pubdate datetime=2022-10-02>الأحد</time>"),
        article(line="<time class='entry-date published' datetime=2022-10-02>2 أكتوبر</time>"
                "<time class=updated datetime=2022-10-09>9 أكتوبر</time>"),
        article(line="<time class='entry-date published updated' datetime=2022-10-02>2/10</time>"),
        article(line="<abbr class=published title=2022-10-02>الأحد</abbr>"),
        page(f"<div class='post hentry'><h3 class=post-title>{HEADLINE}</h3>{text()}"
             "<div class=post-footer><abbr class=published title=2022-10-02>7</abbr></div></div>"),
        article(behind="<footer><time pubdate datetime=2022-10-02>الأحد</time></footer>"),
    ],
)  # fmt: skip
def test_marked_in_the_page(raw: str) -> None:
    assert day_of(raw) == (_DAY, "given")


@pytest.mark.parametrize(
    "raw",
    [
        article(line="<div class=meta>نُشر: 2 أكتوبر 2022</div>"),
        article(line="<div>نشر في 2 أكتوبر 2022</div>"),
        article(line="<div>October 2, 2022</div>"),
        article(line="<div>2 Oct 2022 by marsa-desk</div>"),
        article(line="<div>كتب سامي علي في 2 أكتوبر 2022</div>"),
        article(line="<div>سعاد علي | Sunday, October 2, 2022 | 3 تعليقات</div>"),
        article(line="<div><span>Published On 2 Oct 2022</span><span>2/10/2022</span></div>"),
        article(line="<div>الأحد 2 octobre 2022</div>"),
        article(line="<span property='dc:date' content=2022-10-02>أحد, 10/02/2022 - 08:00</span>"),
        article(line="<time datetime=2022-10-02>10/02/2022</time>"),
        article(line="<ul><li><span>تاريخ النشر:</span> <b>2022/10/02</b></li><li>تونس</li></ul>"),
        article(line="<div>تاريخ النشر</div><div>2 أكتوبر 2022</div>"),
        article(line="<span>2 تشرين الأول 2022</span>"),
        article(line="<time>الأحد 2 أكتوبر 2022</time>"),
        article(line="<div>الأحد 6 ربيع الأول 1444هـ الموافق 2 أكتوبر 2022م</div>"),
        article(line="<div>2 أكتوبر 2022 | 1,234 مشاهدة</div>"),
        article(line="<div>نُشر في 2 أكتوبر 2022 - آخر تحديث: 5 أكتوبر 2022</div>"),
        article(behind="<div>تاريخ النشر: 2 أكتوبر 2022</div>"),
        article(line="<time datetime=2022-10-02>قبل 3 ساعات</time>"),
        page(f"{NAV}<main><div><span>الأحد 2 أكتوبر 2022</span><h1>{HEADLINE}</h1></div>{text()}"
             "</main>"),
    ],
)  # fmt: skip
def test_printed_beside_the_headline_is_stated(raw: str) -> None:
    assert day_of(raw) == (_DAY, "stated")


@pytest.mark.parametrize(
    "raw",
    [
        article(line="<div>ينعقد المؤتمر في 2 أكتوبر 2022</div>"),
        article(line="<h2>المدينة تستعد لاستقبال السفن 5 مايو 2024</h2>"),
        article(line="<p>حادث 11 سبتمبر 2001 يعود إلى الواجهة</p>"),
        article(line="<div>من 2 أكتوبر 2022 إلى 5 أكتوبر 2022</div>"),
        article(line="<div>ولد في 2 أكتوبر 1922</div>"),
        article(line="<div>الروائية سلوى (مواليد 2 أكتوبر 1922)</div>"),
        article(line="<div>تاريخ الميلاد: 2 أكتوبر 1922</div>"),
        article(line="<div>تأسست في 2 أكتوبر 1922</div>"),
        article(line="<div>Born 2 Oct 1922</div>"),
        article(line="<div>Event date: Oct 2, 2022</div>"),
        article(line="<div>تم التحديث:</div><div>2 أكتوبر 2022</div>"),
        article(line="<div>Updated October 2, 2022</div>"),
        article(behind="<p>وكان <time datetime=1973-10-06>السادس من أكتوبر 1973</time> يوماً "
                "مشهوداً.</p>"),
        article(behind="<aside><time datetime=2023-05-05>5 مايو 2023</time></aside>"),
        article(behind="<div class=related-posts><a href=/2>خبر آخر عن الميناء</a>"
                "<time datetime=2021-01-01>1 يناير 2021</time></div>"),
        article() + "<div id=comments><time class=published datetime=2023-05-05>أمس</time></div>",
        article() + "<footer>الأحد 5 نوفمبر 2023 © المرسى</footer>",
        page(f"<header><nav>{NAV}</nav><time datetime=2024-11-11>الاثنين 11 نوفمبر 2024</time>"
             f"</header><article><h1>{HEADLINE}</h1>{text()}</article>"),
        page(f"<div id=wrap><div>الأحد 5 نوفمبر 2023</div>{NAV}<h1>{HEADLINE}</h1>{text()}</div>"),
        page(f"<table><tr><td>الأحد 5 نوفمبر 2023</td></tr><tr><td><h1>{HEADLINE}</h1>{text()}"
             "</td></tr></table>"),
        article(line="<div>آخر تحديث: 5 أكتوبر 2022</div>"),
        article(line="<div>الأحد، 2 أكتوبر 2022، آخر تحديث 02:21</div>"),
        article(line="<div>منذ 3 أيام</div>"),
        article(line="<div>2 أكتوبر</div>"),
        article(line="<p>يفتتح المعرض في 2 أكتوبر 2025 في القاهرة.</p>"),
        article('<meta property="article:modified_time" content="2022-10-02">'),
        article('<meta property="og:updated_time" content="2022-10-02">'),
        article('<meta name="dcterms.created" content="2022-10-02">'),
        article(json_ld(f'{{{_NEWS}, "dateModified": "2022-10-02"}}')),
        article(json_ld('{"@type": "WebPage", "datePublished": "2022-10-02"}')),
        article(json_ld('{"@type": "VideoObject", "datePublished": "2022-10-02"}')),
        article(json_ld('{"@type": "ItemList", "itemListElement": [{"item": {"@type": '
                        '"NewsArticle", "datePublished": "2020-01-01"}}]}')),
        article() + "<div itemscope itemtype='https://schema.org/Comment'>"
        "<meta itemprop=datePublished content=2022-10-09></div>",
    ],
)  # fmt: skip
def test_what_is_no_publication(raw: str) -> None:
    assert day_of(raw) == (None, "unknown")
    assert read(raw).problems == []


def test_a_change_is_told() -> None:
    raw = article('<meta property="article:modified_time" content="2022-10-02">')
    told = " ".join(one.message for one in read(raw).recognitions)
    assert "article:modified_time 2022-10-02" in told


@pytest.mark.parametrize(
    ("line", "published"),
    [("", None), ("<div>نشر في: 2 أكتوبر 2022</div>", _DAY)],
)
def test_two_given_days_are_told(line: str, published: date | None) -> None:
    head = '<meta property="article:published_time" content="2022-10-02">' + json_ld(
        f'{{{_NEWS}, "datePublished": "2022-10-20"}}'
    )
    outcome = read(article(head, line))
    assert outcome.article.published == published
    assert outcome.reasons == ["contradiction"]
    assert "2022-10-20" in outcome.messages


def test_what_names_the_publication_goes_before_a_date_of_anything() -> None:
    head = '<meta property="article:published_time" content="2022-10-02">'
    outcome = read(article(head + '<meta name="date" content="2023-11-05">'))
    assert outcome.article.published == _DAY
    assert outcome.reasons == ["contradiction"]


def test_zones_do_not_contradict() -> None:
    head = '<meta property="article:published_time" content="2022-10-02T23:30:00+00:00">'
    outcome = read(article(head + json_ld(f'{{{_NEWS}, "datePublished": "2022-10-03"}}')))
    assert outcome.problems == []


@pytest.mark.parametrize("value", ["1970-01-01T00:00:00+00:00", "0001-01-01", "1900-01-01"])
def test_a_date_that_stands_for_none(value: str) -> None:
    outcome = read(article(f'<meta property="article:published_time" content="{value}">'))
    assert outcome.article.published is None
    assert outcome.reasons == ["bad_date"]


@pytest.mark.parametrize(
    ("value", "reason", "told"),
    [
        ("الاثنين 2 أكتوبر 2022", "contradiction", "2022-10-02 was a Sunday"),
        ("10/28/2022", "bad_date", "has the month before the day"),
        ("2 أكتوبر 2022 14:30 بتوقيت بيروت", "bad_date", "the offset of the zone"),
    ],
)
def test_what_is_unsure_in_a_day_that_is_kept_is_told(value: str, reason: str, told: str) -> None:
    outcome = read(article(f'<meta property="article:published_time" content="{value}">'))
    assert outcome.article.published is not None
    assert outcome.reasons == [reason]
    assert told in outcome.messages
    assert "article:published_time" in outcome.messages


def test_the_address_states_the_day() -> None:
    raw = article('<link rel="canonical" href="https://a.example/2022/10/02/1">')
    assert day_of(raw) == (_DAY, "stated")


def test_nothing_depends_on_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library that guesses days of pages, by the clock among others, is never asked."""

    def asked(*_: object, **__: object) -> None:
        raise AssertionError("a day was guessed")

    monkeypatch.setattr("trafilatura.metadata.find_date", asked)
    outcome = read(article(line="<div>منذ 3 أيام</div>"))
    assert not any(isinstance(one, Problem) for one in outcome.problems)
    assert outcome.article.published is None


def test_a_vague_name_gives_way_to_a_line_that_names_the_publication() -> None:
    head, line = '<meta name="date" content="2026-11-30">', "<div>نُشر في 2 أكتوبر 2022</div>"
    assert day_of(article(head, line)) == (_DAY, "stated")
    assert read(article(head, line)).reasons == ["contradiction"]
