"""The fields of a record of tags: which tag means what, and what stands in it.

It looks like XML and is none: ``&`` and ``<`` stand bare in the text, and tags may lack their ends.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from index.sources.records.field_names import field_of, folded, likeliness

#: What the names of tags mean, in any case, the likeliest first.
MEANINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("DOCNO", "DOCID", "ID"),
    "url": ("URL", "LINK"),
    "title": ("TITLE", "HEADLINE", "HEAD", "HL"),
    "published": ("TIME", "DATE", "DATE_TIME", "DATETIME", "PUBDATE"),
    "byline": ("AUTHOR", "BYLINE", "WRITER"),
    "section": ("CAT", "CATEGORY", "SECTION"),
    "source": ("SRC", "SOURCE", "PAPER"),
    "deck": ("ABSTRACT", "SUMMARY", "DECK"),
    "dateline": ("DATELINE",),
    "body": ("TEXT", "BODYTEXT", "CONTENT"),
    **dict.fromkeys(("caption", "credit", "agency", "issue", "page"), ()),
}
_KNOWN = {
    name: (meaning, place)
    for meaning, names in MEANINGS.items()
    for place, name in enumerate(names)
}
#: Tags around fields and within texts, which say nothing themselves.
_AROUND_NAMES = (
    "DOC BODY P A B I U S BR HR EM STRONG SPAN DIV FONT UL OL LI TABLE TBODY TR TD TH IMG SUP SUB "
    "CENTER BLOCKQUOTE H1 H2 H3 H4 H5 H6 HTML META SCRIPT STYLE"
)
_AROUND = frozenset(_AROUND_NAMES.split())
#: A newswire has its codes there, and no headline.
_NO_FIELDS = _AROUND | {"HEADER"}
_TAG = re.compile(r"<([^\W\d]\w*)(?:\s[^<>]*)?>")
_WITH_END = re.compile(r"<([^\W\d]\w*)(?:\s[^<>]*)?>([^<>]*)")


@dataclass(frozen=True, slots=True)
class Fields:
    """What the tags of a record hold.

    Attributes:
        held: tag, meaning and text, the likeliest tags of a meaning first.
        unknown: tag and text of those that mean nothing.
    """

    held: tuple[tuple[str, str, str], ...]
    unknown: tuple[tuple[str, str], ...]

    def texts(self, meaning: str) -> list[str]:
        """Return the texts of a meaning, none of them empty."""
        return [text for _, what, text in self.held if what == meaning and text.strip()]

    def tag_of(self, meaning: str) -> str:
        """Return the tag of the first text of a meaning; empty where there is none."""
        held = (name for name, what, text in self.held if what == meaning and text.strip())
        return next(held, "")

    def first(self, tag: str) -> str:
        """Return the text of a tag."""
        return next((text for name, _, text in self.held if name == tag and text.strip()), "")


@dataclass(frozen=True, slots=True)
class _Plan:
    """How records of certain tags are read.

    Attributes:
        opening: matches the tags of fields, and
        closing: their end tags.
        meanings: of the tags of fields, with how far behind in its list each stands.
        skipped: tags that say nothing.
    """

    opening: re.Pattern[str]
    closing: re.Pattern[str]
    meanings: Mapping[str, tuple[str, int]]
    skipped: frozenset[str]


def fields_of(record: str, mapping: tuple[tuple[str, str], ...]) -> Fields:
    """Return the fields of a record.

    Args:
        record: what stands between its own tags.
        mapping: fields by names of tags, as a person told them; empty ones are passed over.
    """
    tags = tuple(dict.fromkeys(map(str.upper, _TAG.findall(record))))
    plan = _plan(tags, mapping)
    found, rest = _parted(record, plan)
    found.sort(key=lambda one: plan.meanings[one[0]][1])
    are_known = all(tag in plan.meanings or tag in plan.skipped for tag in tags)
    unknown = (
        (name, text)
        for name, text in _WITH_END.findall("" if are_known else rest)
        if name.upper() not in plan.skipped
    )
    return Fields(
        tuple((name, plan.meanings[name][0], text) for name, text in found), tuple(unknown)
    )


def _parted(record: str, plan: _Plan) -> tuple[list[tuple[str, str]], str]:
    """Return tag and text of the fields of a record in their order, and what is left of it.

    A field ends at its own end tag or, where that was lost, at the next field.
    """
    ends: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for end in plan.closing.finditer(record):
        ends[end[1].upper()].append(end.span())
    found, rest, at = [], [], 0
    for tag, following in pairwise([*plan.opening.finditer(record), None]):
        if tag is None or tag.start() < at:
            continue
        name, start = tag[1].upper(), tag.end()
        own = ends[name]
        place = bisect_left(own, (start, start))
        lost = following.start() if following else len(record)
        stop, behind = own[place] if place < len(own) else (lost, lost)
        found.append((name, record[start:stop]))
        rest.append(record[at : tag.start()])
        at = behind
    rest.append(record[at:])
    return found, "".join(rest)


@lru_cache(maxsize=1024)
def _plan(tags: tuple[str, ...], mapping: tuple[tuple[str, str], ...]) -> _Plan:
    """Return how records with these tags are read."""
    told = {folded(name): field_of(to) or to for name, to in mapping}
    meanings: dict[str, tuple[str, int]] = {}
    skipped = set(_AROUND)
    for tag in tags:
        own = told.get(folded(tag))
        if own is not None:
            skipped.add(tag)
            meanings |= {tag: (own, -1)} if own in MEANINGS else {}
        elif tag in _KNOWN:
            meanings[tag] = _KNOWN[tag]
        elif tag not in _NO_FIELDS and (field := field_of(tag)) in MEANINGS:
            meanings[tag] = (str(field), 10 + likeliness(tag))
    if "BODY" in tags and all(meaning != "body" for meaning, _ in meanings.values()):
        meanings["BODY"] = ("body", 0)
    names = "|".join(map(re.escape, meanings)) or r"(?!)"
    opening = re.compile(rf"<({names})(?:\s[^<>]*)?>", re.I)
    closing = re.compile(rf"</({names})\s*>", re.I)
    return _Plan(opening, closing, meanings, frozenset(skipped))
