"""Exports of Telegram Desktop: messages as articles, what is no article counted."""

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from index.limits import DEFAULTS, SourceLimits
from index.sources import detect
from tests.index.sources.reading import Outcome, input_file, read_bytes, read_within

TEXT = "جسر جديد فوق الوادي\n\nفُتح الجسر أمس أمام السيارات."


def message(number: int, **values: Any) -> dict[str, Any]:
    return {"id": number, "type": "message", "date": "2024-10-28T14:30:00",
            "date_unixtime": "1730122200", "from": "الرصيف", "from_id": "channel7",
            "text": TEXT, "text_entities": [], **values}  # fmt: skip


def channel(*messages: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {"name": "الرصيف", "type": "public_channel", "id": 7, "messages": messages, **values}


def read(export: object, limits: SourceLimits = DEFAULTS) -> Outcome:
    text = json.dumps(export, ensure_ascii=False, indent=1)
    assert detect(input_file(text, "result.json")) == "telegram"
    return read_within(limits, text, "result.json")


def test_a_message_is_an_article() -> None:
    article = read(channel(message(2))).article
    assert (article.title, article.body) == tuple(TEXT.split("\n\n"))
    assert (article.id, article.source, article.byline) == ("telegram-7-2", "الرصيف", "")
    assert article.published == datetime(2024, 10, 28, 14, 30, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("عاجل: فُتح الجسر", "عاجل: فُتح الجسر", ""),
        ([{"type": "bold", "text": "جسر جديد"}, "\n\nفُتح ", {"type": "link", "text": "الجسر"}, "."],
         "جسر جديد", "فُتح الجسر."),
        ([{"type": "bold", "text": "جسر"}, " ", {"type": "hashtag", "text": "#جديد"}, "\n",
          {"type": "blockquote", "text": "فُتح"}, " ", {"type": "pre", "text": "أمس"}],
         "جسر #جديد", "فُتح أمس"),
        ("كلمة " * 80, "", ("كلمة " * 80).strip()),
    ],
)  # fmt: skip
def test_texts(text: object, title: str, body: str) -> None:
    article = read(channel(message(2, text=text))).article
    assert (article.title, article.body) == (title, body)


def test_what_is_no_article_is_counted() -> None:
    service = {
        "id": 1,
        "type": "service",
        "date": "2024-10-28T09:00:00",
        "action": "pin",
        "text": "",
    }
    outcome = read(channel(service, service, message(3, text="", photo="x.jpg"), message(4)))
    assert len(outcome.articles) == 1
    (problem,) = outcome.problems
    assert any("service messages (joins, pins) (2)" in one.message for one in outcome.recognitions)
    assert "1 messages without a text" in problem.message


def test_what_is_not_kept_of_a_message_is_told() -> None:
    outcome = read(channel(message(2, forwarded_from="المرسى", author="سعاد علي")))
    assert outcome.article.byline == "سعاد علي"
    assert "'forwarded_from'" in outcome.messages
    assert "المرسى" in outcome.messages


def test_of_all_chats_the_channels_are_read() -> None:
    chats = [channel(message(2)), {**channel(message(3)), "type": "personal_chat", "name": "سعاد"}]
    outcome = read({"about": "x", "chats": {"about": "y", "list": chats}})
    assert outcome.article.id == "telegram-7-2"
    assert "1 messages of the personal_chat 'سعاد'" in outcome.messages


def test_an_export_that_is_cut_keeps_what_comes_before() -> None:
    text = json.dumps(channel(message(2), message(3)), ensure_ascii=False)
    outcome = read_bytes(text[: len(text) - 40], "result.json")
    assert outcome.article.source == "الرصيف"
    assert outcome.reasons == ["broken"]


def test_a_long_export_is_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.json.walking._HEAD", 300)
    many = [message(number) for number in range(50)]
    for export in (channel(*many), {"chats": {"about": "y", "list": [channel(*many)]}}):
        outcome = read(export, SourceLimits(record_bytes=600))
        assert len(outcome.articles) == 50
        assert {one.source for one in outcome.articles} == {"الرصيف"}
