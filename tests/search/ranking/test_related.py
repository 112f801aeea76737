"""What is offered beside an article: others on what it is about."""

import pytest

from index.article import Article
from search.searcher import open_archive
from tests.conftest import ArchiveBuilder

pytestmark = pytest.mark.contract

BRIDGE = "أغلقت البلدية الجسر القديم فوق النهر لترميم أعمدته، وتحولت السيارات إلى الطريق الجنوبي."
ARTICLES = [
    Article(id="bridge", title="إغلاق الجسر القديم", body=BRIDGE),
    Article(id="copy", title="إغلاق الجسر القديم", body=BRIDGE),
    Article(id="reopened", title="الجسر القديم يعود للخدمة",
            body="عادت السيارات إلى الجسر القديم فوق النهر بعد ترميم أعمدته."),
    Article(id="again", title="الجسر القديم يعود للخدمة",
            body="عادت السيارات إلى الجسر القديم فوق النهر بعد ترميم أعمدته."),
    Article(id="wheat", title="موسم القمح", body="حصد الفلاحون القمح في السهل مبكرًا هذا الموسم."),
    Article(id="oil", title="سعر الزيت", body="ثبت سعر الزيت في السوق بعد أسبوع من الصعود."),
]  # fmt: skip
LEADS = [0, 0, 2, 2, 4, 5]


def test_related_articles_are_no_copies_and_no_strangers(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive(ARTICLES, LEADS))
    assert [article.id for article in engine.related("bridge", 5)] == ["reopened"]
    assert [article.id for article in engine.related("again", 5)] == ["bridge"]
    assert list(engine.related("oil", 5)) == []


def test_no_more_than_asked_for_and_none_for_nobody(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive(ARTICLES, LEADS))
    assert list(engine.related("bridge", 0)) == []
    assert list(engine.related("nobody", 5)) == []


# Of eight telling words: the more an article shares, the nearer it is; one word is too little.
WORDS = ("الجسر", "النهر", "العمود", "الرصيف", "المركب", "الشبكة", "المرساة", "الشراع")
SHARING = [
    Article(id="all", body=" ".join(WORDS)),
    Article(id="most", body=" ".join((*WORDS[:6], "القمح", "الشعير"))),
    Article(id="half", body=" ".join((*WORDS[:4], "القمح", "الشعير", "العدس", "الحمص"))),
    Article(
        id="one", body=" ".join((*WORDS[:1], *(["القمح", "الشعير", "العدس", "الحمص", "الذرة"])))
    ),
    *(Article(id=f"again {n}", body=" ".join(WORDS[4:])) for n in range(2)),
]


def test_what_shares_little_is_not_related(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive(SHARING))
    found = [article.id for article in engine.related("all", 9)]
    assert found[0] == "most"
    assert {"half", "again 0", "again 1"} <= set(found)
    assert "one" not in found, "it has less than a fifth of what the article itself has"
