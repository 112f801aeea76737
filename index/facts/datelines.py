"""The places that a text was written from, read from its byline and its first words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from index.article import Article
from index.facts.byline_tokens import BylineToken, byline_tokens
from index.facts.leading_dateline import LeadingDateline, leading_dateline
from index.facts.origin import origin_of
from index.facts.places import also_source, known, place_of

__all__ = ["Byline", "LeadingDateline", "leading_dateline", "read", "split_byline"]

# Some papers print the time of publication behind the name, or in its place.
_STAMP = re.compile(r"[\s|]*(?:\w+,\s)?(?:\d\d? \w+|\w+ \d\d?,) \d{4}\b.{0,4}\d\d?:\d\d.{0,3}$")
_LONGEST_BYLINE = 300
_BYLINES_KEPT = 1024
_EDGES = " :-–—ـ،,/|؛;_"
_DASH = re.compile(r"\s+[-–ـ]\s*|\s*[-–ـ]\s+")
_COMMA = re.compile(r"\s*[،/]\s*")
#: A place is up to three words without digits or quotes, with a region in brackets or not.
_PLACE = re.compile(r"(?:[^\W\d_]+(?:\s+[^\W\d_]+){0,2})(?:\s*\([^()\d]{2,30}\))?")
#: Kinds of work: what stands beside them is a person or nothing.
_KINDS = (
    "إعداد اعداد كتب كتبت كتبه كتابة نص حوار حاوره حاورها حاورته تصوير تقرير تحليل تحقيق ترجمة "
    "رواية عرض متابعة متابعات قراءة أجرى أجراه اختيار بقلم بواسطة رؤية تأليف المؤلف قصة مقاربة "
    "استطلاع أدار الندوة رصد عدسة شعر خاص كلمة مصدر المصدر إشراف تحرير إخراج أعده"
)
_WORK = frozenset(_KINDS.split())
#: What else stands before a colon and is no place: titles, papers, agencies, «the capitals».
_OTHERS = (
    "مكتب مندوب مراسل محرر المحرر الموفد الشاعر الشاعرة المحامي المحامية الدكتور الدكتورة المهندس "
    "الشيخ الأستاذ اللواء د م أ عواصم العواصم المناطق الجمعة سبق الوئام الوطن الجزيرة الرياضية "
    "الرياضي عكاظ الاقتصادية رويترز واس وكالات الوكالات اليوم كونا وام قنا بنا الأناضول الفرنسية "
    "الألمانية تاريخ التاريخ بتاريخ نشر نُشر النشر تحديث التحديث تعديل العدد الساعة آخر"
)
_NO_PLACE = _WORK | frozenset(_OTHERS.split())
_PAPERS = frozenset(
    {"سبق", "الوئام", "عكاظ", "الجزيرة", "الوطن", "اليوم", "الرياضية", "الاقتصادية"}
)
_LONGEST_NAME = 6
_NAME = re.compile(r"[^\d#@!؟]+")
#: Where a line has no separators, wide spaces and a lone quote take their place.
_FAINT = re.compile(r'\s{2,}|\t|"')


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline with its places taken out.

    Attributes:
        byline: people, papers and agencies as printed.
        datelines: the places as printed, in order, each once.
    """

    byline: str
    datelines: tuple[str, ...]


@lru_cache(maxsize=_BYLINES_KEPT)
def split_byline(line: str) -> Byline:
    """Split a line such as ``لندن - باريس: سعاد علي`` or ``سعاد علي (صور)``.

    Places are those of the table. One that it does not know is taken only in front of a colon with
    a name behind it. Whatever holds no place stays in the byline as a whole. The last bylines are
    kept: the same one stands over many articles.
    """
    printed, line = line, " ".join(line.split())
    if len(line) > _LONGEST_BYLINE:  # a text in the wrong place
        return Byline(line, ())
    line = _STAMP.sub("", line).rstrip(" :")
    found = _settled(byline_tokens(line))
    if before_colon := _unknown_places(line, found):
        return before_colon
    if not any(token.places for token in found):
        found = _settled(byline_tokens(_FAINT.sub(" - ", printed.strip())))
    datelines = tuple(dict.fromkeys(place for token in found for place in token.places))
    return Byline(_names(found) if datelines else line, datelines)


def _settled(found: list[BylineToken]) -> list[BylineToken]:
    """Return the tokens, with a place that is also something else as a name where it is one."""
    return [token if _is_settled(token, found) else _as_name(token) for token in found]


def _is_settled(token: BylineToken, found: list[BylineToken]) -> bool:
    if token.sure:
        return True
    others = [other for other in found if other is not token]
    if any(map(also_source, token.places)):
        return not any(other.places for other in others) and any(map(_is_writer, others))
    return bool(others)


def _is_writer(token: BylineToken) -> bool:
    words = token.name.split()
    return token.name in _PAPERS or (len(words) > 1 and min(map(len, words)) > 2)


def _as_name(token: BylineToken) -> BylineToken:
    return BylineToken(token.text, token.before, (), True, token.text, token.after)


def _names(found: list[BylineToken]) -> str:
    """Return a line without its places, with separators as printed where they still fit."""
    text, seen = "", set[str]()
    previous: BylineToken | None = None
    for token in found:
        name = " ".join(token.name.split())
        if name and name.replace(" ", "") not in seen:
            whole = token.name == token.text and previous is not None and not previous.places
            text += (token.before if whole else " - " if text else "") + name
        seen.add(name.replace(" ", ""))
        previous = token
    text = text.strip(_EDGES)
    if text.count("(") > text.count(")"):
        text += ")"
    return text


def _unknown_places(line: str, found: list[BylineToken]) -> Byline | None:
    """Return the reading of a line whose one colon parts places, known or not, from the name."""
    before, colon, name = (part.strip() for part in line.partition(":"))
    if not colon or not name or ":" in name or not _is_name(name, found):
        return None
    places = [place for part in _DASH.split(before) for place in _COMMA.split(part)]
    if all(token.places for token in byline_tokens(before)) or not all(map(_is_place, places)):
        return None
    return Byline(name, tuple(dict.fromkeys(places)))


def _is_name(text: str, found: list[BylineToken]) -> bool:
    if len(text.split()) > _LONGEST_NAME or not _NAME.fullmatch(text):
        return False
    behind = [token for token in found if token.text in text]
    return not any(token.places for token in behind) and _WORK.isdisjoint(text.split())


def _is_place(text: str) -> bool:
    if known(text):
        return True
    return bool(_PLACE.fullmatch(text)) and _NO_PLACE.isdisjoint(text.split())


def read(article: Article) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the datelines of an article as printed, and the places that they name, each once.

    Datelines that its source gives stand; else those of its byline count, else those at the head
    of its body.
    """
    datelines = article.datelines or split_byline(article.byline).datelines
    if not datelines:
        origin = origin_of(article)
        datelines = leading_dateline(article.body, origin.own, origin.country).datelines
    return datelines, tuple(dict.fromkeys(_labels(datelines)))


def _labels(datelines: Iterable[str]) -> Iterable[str]:
    for printed in datelines:
        several = [] if known(printed) else byline_tokens(printed[:_LONGEST_BYLINE])
        if several and all(token.places and not token.name for token in several):
            yield from (place_of(place) for token in several for place in token.places)
        elif label := place_of(printed):
            yield label
