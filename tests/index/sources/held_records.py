"""Files of records and texts in which every value is marked."""

import io
import json
from typing import Any

import openpyxl
from openpyxl.comments import Comment

from tests.index.sources.held import MORE, TEXT, Held, Marks, held


def _plain(mark: Marks) -> str:
    return (
        f"العنوان: {mark(text='جسر {} فوق الوادي')}\n"
        f"التاريخ: {mark.value('2024-10-28')}\n"
        f"الكاتب: {mark(text='سعاد {}')}\n"
        f"المصدر: {mark(text='صحيفة {}')}\n"
        f"القسم: {mark()}\n"
        f"الرابط: {mark.value('https://paper.example/7')}\n"
        f"الوسوم: {mark('الوسوم')}\n"
        f"المزاج: {mark('المزاج')}\n\n"
        f"{mark.body()}\n\n{mark(text=MORE + ' {}.')}\n\nتعليقات\n\n{mark(text='شكراً لكم {}')}\n"
    )


def _page(mark: Marks) -> str:
    title, photo = mark(text="قطار {} يعود إلى المحطة القديمة"), mark(text="ركاب على رصيف {}")
    credit, deck = mark(), mark(text="بعد عامين من {}")
    return (
        f"{title}\n\n{deck}\n\n{photo} ({credit})\n{photo} ({credit})\n"
        f"{mark(text='تونس: سعاد {}')}\nنُشر: {mark.value('28 أكتوبر 2024')}\nTT\n\n"
        f"{title}\n\n{photo} ({credit})\n{photo} ({credit})\n\n"
        f"{mark.body()}\n\n{mark(text=MORE + ' {}.')}\n\nمقالات ذات صلة\n\n"
        f"ثقافة {mark(text='لوحة من {}')} ({mark()})\n\n{mark(text='معرض {} في المحطة')}\n\n"
        f"{mark(text='يعرض عشرون رساماً لوحاتهم في القاعة الكبرى {}.')}\n\n«الرصيف» (تونس)\n"
    )


def _record(mark: Marks) -> dict[str, Any]:
    return {
        "id": mark.value("n-7"),
        "url": mark.value("https://paper.example/7"),
        "title": mark(text="جسر {} فوق الوادي"),
        "subtitle": mark(text="بعد {} من العمل"),
        "body": mark.body(),
        "caption": mark(text="الجسر في {}"),
        "credit": mark(),
        "author": [mark(text="سعاد {}"), {"name": mark(text="علي {}"), "role": mark("role")}],
        "dateline": ["تونس", mark()],
        "categories": [mark("categories"), mark("categories")],
        "tags": [mark("tags"), mark("tags")],
        "agency": mark(),
        "source": {"name": mark(), "country": mark("country")},
        "issue": mark(),
        "page": mark.value("417"),
        "published": mark.value("2024-10-28T14:30:00"),
        "updated_at": mark.value("2024-11-02T10:00:00", "updated_at"),
        "created_at": mark.value("2024-10-26T10:00:00", "created_at"),
        "crawled_at": mark.value("2024-11-05T10:00:00"),
        "mood": mark("mood"),
        "views": mark.value("30417", "views"),
        "meta": {"slug": mark("slug"), "seo": {"title": mark("seo", text="عن {}")}},
        "comments": [{"user": mark("comments"), "text": mark("comments", text="شكراً {}")}],
        "status": mark.value("pending-9", "status"),
        "images": [{"src": mark.value("https://paper.example/i.jpg", "images"),
                    "alt": mark("images", "alt")}],
        "html": "<p>" + mark("html", "body") + "</p>",
    }  # fmt: skip


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _telegram(mark: Marks) -> str:
    entities: list[Any] = [
        mark(text="جسر {} فوق الوادي") + "\n\n" + mark.body() + " ",
        {"type": "hashtag", "text": "#" + mark()},
        " ",
        {
            "type": "text_link",
            "text": mark(),
            "href": mark.value("https://paper.example/7", "href"),
        },
        " ",
        {"type": "spoiler", "text": mark()},
    ]
    message = {
        "id": 417,
        "type": "message",
        "date": mark.value("2024-10-28T14:30:00"),
        "edited": mark.value("2024-11-02T10:00:00", "edited"),
        "from": mark("from", text="قناة {}"),
        "author": mark(text="سعاد {}"),
        "forwarded_from": mark("forwarded_from"),
        "via_bot": mark("via_bot"),
        "photo": mark.value("photos/p1.jpg", "photo"),
        "reactions": [{"emoji": mark("reactions"), "count": 3}],
        "text": entities,
        "poll": {"question": mark("poll"), "answers": [{"text": mark("poll"), "voters": 2}]},
        "mood": mark("mood"),
    }
    service = {"id": 1, "type": "service", "date": "2024-10-28T09:00:00", "text": "",
               "action": "pin_message", "actor": mark("service")}  # fmt: skip
    chat = {"name": mark("name"), "type": "public_channel", "id": 1000000007}
    return _json({**chat, "messages": [service, message]})


def _jsonfeed(mark: Marks) -> str:
    item = {
        "id": mark.value("f-7"),
        "url": mark.value("https://paper.example/7"),
        "external_url": mark.value("https://other.example/9", "external_url"),
        "title": mark(text="جسر {} فوق الوادي"),
        "content_html": f"<p>{mark.body()}</p><figure><figcaption>{mark()}</figcaption></figure>",
        "content_text": mark("content_text"),
        "summary": mark(text="وصل {} ضفتي المدينة"),
        "image": mark.value("https://paper.example/i.jpg", "image"),
        "date_published": mark.value("2024-10-28T14:30:00"),
        "date_modified": mark.value("2024-11-02T10:00:00", "date_modified"),
        "authors": [{"name": mark(text="سعاد {}"), "url": mark("authors")},
                    {"name": mark(text="علي {}")}],
        "tags": [mark("tags"), mark("tags")],
        "attachments": [{"url": mark("attachments"), "mime_type": "audio/mpeg"}],
        "_own": {"mood": mark("_own", "mood")},
    }  # fmt: skip
    feed: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": mark(),
        "items": [item],
    }
    feed["description"] = mark("description")
    feed["user_comment"] = mark("user_comment")
    feed["_about"] = {"x": mark("_about")}
    return _json(feed)


def _ninjs(mark: Marks) -> str:
    return _json(
        {
            "uri": mark.value("urn:newsml:agency.example:20241028:7"),
            "type": "text", "pubstatus": "usable", "language": "ar", "version": "1",
            "firstcreated": mark.value("2024-10-28T14:30:00"),
            "versioncreated": mark.value("2024-10-29T15:00:00", "versioncreated"),
            "byline": mark(text="سعاد {}"),
            "located": mark(),
            "headline": mark(text="جسر {} فوق الوادي"),
            "slugline": mark("slugline"),
            "description_text": mark(text="وصل {} ضفتي المدينة"),
            "body_xhtml": f"<p>{mark.body()}</p>",
            "subject": [{"name": mark("subject")}, {"name": mark("subject")}],
            "person": [{"name": mark("person")}],
            "organisation": [{"name": mark("organisation")}],
            "place": [{"name": mark("place")}],
            "copyrightholder": mark("copyrightholder"),
            "usageterms": mark("usageterms"),
            "ednote": mark("ednote"),
            "source": mark("source"),
            "urgency": 4,
            "genre": [{"name": mark("genre")}],
            "keywords": [mark("keywords")],
            "associations": {"main": {"uri": "urn:p", "type": "picture",
                                      "headline": mark("associations"),
                                      "description_text": mark("associations")}},
            "mood": mark("mood"),
        }
    )  # fmt: skip


def _columns(mark: Marks) -> tuple[list[str], list[str]]:
    row = {
        "title": mark(text="جسر {} فوق الوادي"),
        "الملخص": mark(text="وصل {} ضفتي المدينة"),
        "body": mark.body(),
        "author": mark(text="سعاد {}"),
        "dateline": mark(text="تونس؛ {}"),
        "section": mark(),
        "category2": mark("category2"),
        "tags": mark("tags", text="نقل، {}"),
        "agency": mark(),
        "source": mark(),
        "url": mark.value("https://paper.example/7"),
        "published": mark.value("2024-10-28"),
        "last_update": mark.value("2024-11-02", "last_update"),
        "comments": mark("comments"),
        "mood": mark("mood"),
        "image caption": mark(text="الجسر في {}"),
        "": mark("number 17"),
    }
    return list(row), list(row.values())


def _csv(mark: Marks) -> str:
    return "\n".join('"' + '","'.join(row) + '"' for row in _columns(mark)) + "\n"


def _xlsx(mark: Marks) -> bytes:
    header, row = _columns(mark)
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.append([mark("line 2", "above", text="أرشيف {}")])
    sheet.append(header)
    sheet.append(row)
    sheet["A3"].comment = Comment("ملاحظة", "سعاد")
    other = book.create_sheet(mark("قوائم", text="قوائم {}"))
    other.append([mark(other.title), mark(other.title)])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _markdown(mark: Marks) -> str:
    return (
        f"---\ntitle: {mark(text='جسر {} فوق الوادي')}\nsubtitle: {mark(text='بعد {} من العمل')}\n"
        f"date: {mark.value('2024-10-28')}\nlastmod: {mark.value('2024-11-02', 'lastmod')}\n"
        f"authors:\n  - name: {mark(text='سعاد {}')}\n  - {mark(text='علي {}')}\n"
        f"categories: [{mark('categories')}, {mark('categories')}]\n"
        f"tags: [{mark('tags')}]\nmood: {mark('mood')}\nseries:\n  part: {mark('series')}\n"
        f"url: {mark.value('/posts/jisr-7', 'url')}\n---\n\n"
        f"# {mark(text='عنوان {} آخر')}\n\n{mark.body()}\n\n"
        f"> {mark(text='قول {} من الناس')}\n\n- {mark()}\n\n| {mark()} | {mark()} |\n|--|--|\n"
        f"| {mark()} | ب |\n\n![{mark(text='الجسر في {}')}](a.jpg)\n\n"
        f"{TEXT}[^1].\n\n[^1]: {mark(text='حاشية {} هنا')}\n\n```\n{mark()}\n```\n"
        f"<details><summary>{mark()}</summary>{mark()}</details>\n"
    )


def _saudinewsnet(mark: Marks) -> str:
    return _json(
        [
            {
                "source": mark(),
                "url": mark.value("https://paper.example/7"),
                "date_extracted": mark.value("2015-07-21"),
                "title": mark(text="جسر {} فوق الوادي"),
                "author": mark(text="تونس: سعاد {}"),
                "content": mark.body(),
                "comments": mark("comments"),
                "tags": [mark("tags")],
                "mood": {"x": mark("mood")},
            }
        ]
    )


def _trec(mark: Marks) -> str:
    return (
        f"<DOC>\n<DOCNO>{mark.value('r-417')}</DOCNO>\n<SRC>{mark()}</SRC> <CAT>{mark()}</CAT>\n"
        f"<TITLE>{mark(text='جسر {} فوق الوادي')}</TITLE>\n"
        f"<TIME>{mark.value('2024-10-28')}</TIME>\n"
        f"<AUTHOR>{mark(text='سعاد {}')}</AUTHOR>\n<ABSTRACT>{mark(text='يصل {} الضفتين.')}"
        f"</ABSTRACT>\n<KEYWORDS>{mark('KEYWORDS')}</KEYWORDS>\n"
        f"<MOOD><X>{mark('MOOD', 'X')}</X></MOOD>\n"
        f"<CAT>{mark('<CAT>')}</CAT>\n<DATELINE>{mark()}</DATELINE>\n"
        f"<TEXT>\n<P>{mark.body()}</P>\n<P>{mark(text=MORE + ' {}.')}</P>\n</TEXT>\n"
        f"<COMMENTS>{mark('COMMENTS')}</COMMENTS>\n</DOC>\n"
    )


RECORDS: tuple[Held, ...] = (
    held("page", "a.txt", _plain),
    held("page", "b.txt", _page),
    held("json", "a.json", lambda mark: _json(_record(mark))),
    held("json", "a.jsonl", lambda mark: json.dumps(_record(mark), ensure_ascii=False) + "\n"),
    held("json", "b.json", lambda mark: _json({"articles": [_record(mark)], "total": 1})),
    held("telegram", "result.json", _telegram),
    held("jsonfeed", "feed.json", _jsonfeed),
    held("ninjs", "item.json", _ninjs),
    held("csv", "a.csv", _csv),
    held("xlsx", "a.xlsx", _xlsx),
    held("markdown", "a.md", _markdown),
    held("saudinewsnet", "a.json", _saudinewsnet),
    held("trec", "a.trec", _trec),
)
