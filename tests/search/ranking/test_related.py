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
