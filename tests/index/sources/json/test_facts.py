"""What ``manage.py facts --json`` prints reads back as it was, whole."""

import json
from pathlib import Path

import pytest

from index.article import Article
from index.facts.record import facts_json
from index.ingestion import articles, same_stories
from index.sources import find
from tests.tables import ROOT


def printed(*paths: Path) -> list[dict[str, object]]:
    found = [one for one in articles(find(paths)) if isinstance(one, Article)]
    stories = same_stories(found)
    return [facts_json(one, stories[one.id]) for one in found]


@pytest.mark.parametrize("indent", [2, None])
def test_every_article_of_the_sample(tmp_path: Path, indent: int | None) -> None:
    facts = printed(ROOT / "sample")
    assert len(facts) > 100
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(facts, ensure_ascii=False, indent=indent), "utf-8")
    assert printed(path) == facts
    lines = tmp_path / "facts.jsonl"
    lines.write_text("\n".join(json.dumps(one) for one in facts), "utf-8")
    assert printed(lines) == facts


def test_text_that_looks_like_markup_stays_as_the_record_has_it(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("كيف تكتب <p> و&amp; في صفحة\n\nاكتب <p> قبل الفقرة و</p> بعدها.\n", "utf-8")
    facts = printed(path)
    again = tmp_path / "facts.json"
    again.write_text(json.dumps(facts), "utf-8")
    assert printed(again) == facts
