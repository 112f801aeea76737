"""Who wrote it and from where, in the ways that page text prints it.

Under a teaser ``«الصحيفة» (تونس) «الصحيفة» (باريس)``; over a full article
``تونس - باريس: سعاد علي``.
"""

import re
from typing import NamedTuple

from index.facts import datelines
from index.facts.agency_table import resolve
from index.facts.places import known
from index.sources.files.decoding import mend_name
from index.sources.page.credits import is_agency, is_credited
from index.sources.page.lines import ends_sentence
from index.sources.records.sections import split_section

_PAPER = r"«[^«»()]{2,40}»"
_WORDS = r"[^\s()«»،.:؛؟!]+(?:\s[^\s()«»،.:؛؟!]+)"
_WRITER = rf"(?:{_PAPER}|{_WORDS}{{0,4}})"
_SIGNED = re.compile(rf"(?P<name>{_WRITER})\s*\((?P<place>[^()]{{2,60}})\)\s*")
_WRITER_ALONE = re.compile(_WRITER)
_PAPER_ALONE = re.compile(_PAPER)
_BETWEEN_PLACES = re.compile(r"\s+[-–—]\s+|\s*[،/]\s*|\s+[-–—]|[-–—]\s+")
_AFTER_SENTENCE = re.compile(
    r"(?<=\.)[\"»”)]*\s+|(?<=[؟!…])[\"»”)]*\s+|(?<=[.؟!…][\"»”])\s+|(?<=[.؟!…])(?=«)"
)
_LONGEST = 300
_LONGEST_PAPER = 3
#: A person's name: two to four words of letters, the first without an article.
_PERSON = re.compile(r"(?!ال)[^\W\d_]{2,}(?:\s(?:[^\W\d_]{2,}|[^\W\d_]\.)){1,3}")
_NOT_IN_NAMES = (
    "في من على إلى عن لا لن لم ما هل مع بعد قبل سوف قد أن إن كل هذا هذه ذلك نحن نحو ضد بين حتى لكن "
    "أو ثم كيف لماذا متى أين ليس ليست كان كانت هناك سنواصل يجب غير دون بلا حول خلال منذ"
)
_NO_NAME = frozenset(_NOT_IN_NAMES.split())


class SignedLine(NamedTuple):
    """What a byline says.

    Attributes:
        names: the writers as printed, ``، `` between several.
        places: the datelines, in order, each once.
    """

    names: str
    places: tuple[str, ...]


def signed_line(line: str) -> SignedLine:
    """Split a line such as ``«الصحيفة» (تونس) «الصحيفة» (باريس)`` into byline and datelines.

    A line in no known form is the name as a whole.
    """
    signed = _signed(line)
    if signed:
        names = dict.fromkeys(found["name"] for found in signed)
        places = (place for found in signed for place in _BETWEEN_PLACES.split(found["place"]))
        return SignedLine(
            "، ".join(names), tuple(dict.fromkeys(filter(None, map(mend_name, places))))
        )
    return over_article(line, sure=True) or SignedLine(line, ())


def is_signed(line: str) -> bool:
    """Tell whether the line is writers with their places and nothing else."""
    signed = _signed(line)
    return bool(signed) and not any(is_agency(found["place"]) for found in signed)


def is_signed_by_paper(line: str) -> bool:
    """Tell whether the line is writers with their places, among them a paper in quotes."""
    return is_signed(line) and any(found["name"].startswith("«") for found in _signed(line))


def is_surely_signed(line: str) -> bool:
    """Tell whether a paper in quotes signs, or only people from places of the table."""
    return is_signed_by_paper(line) or (is_signed(line) and all(map(_is_person, _signed(line))))


def _is_person(signed: re.Match[str]) -> bool:
    name = signed["name"]
    may_be = _PERSON.fullmatch(name) and not split_section(name)[0]
    return bool(may_be) and all(map(known, _BETWEEN_PLACES.split(signed["place"])))


def may_be_writer(line: str) -> bool:
    """Tell whether the line could be a name without a place."""
    return len(line) <= _LONGEST and _WRITER_ALONE.fullmatch(line) is not None


def over_article(line: str, *, sure: bool) -> SignedLine | None:
    """Return the byline that a line over or under the headline is, or ``None``.

    Args:
        line: such as ``- لندن: «الصحيفة»``.
        sure: whether it stands where bylines do, so that a name without quotes is one, too.
            Elsewhere a deck such as ``واشنطن: ملتزمون أمن الملاحة`` would look the same.
    """
    text = line.lstrip("-–— ").strip()
    if len(text) > _LONGEST:
        return None
    if _PAPER_ALONE.fullmatch(text):
        return SignedLine(text, ())
    if is_signed_by_paper(text):
        return signed_line(text)
    found = datelines.split_byline(text) if ":" in text else None
    if found is None or not found.datelines or not found.byline:
        return None
    places, writers = found.datelines, found.byline.split(" - ")
    is_paper = [_PAPER_ALONE.fullmatch(writer) is not None for writer in writers]
    if all(is_paper) if not sure else all(map(_may_sign, writers)):
        if any(is_paper) and not (
            any(map(resolve, writers)) or (sure and _is_like_papers(places, writers))
        ):
            return None
        return SignedLine("، ".join(writers), tuple(filter(None, map(mend_name, places))))
    return None


def _is_like_papers(places: tuple[str, ...], quotes: list[str]) -> bool:
    """Tell whether these are places and papers, not a deck like ``الوالي: «الجسر لنا»``."""
    few = all(len(quote.split()) <= _LONGEST_PAPER for quote in quotes)
    return (
        few
        and all(map(known, places))
        and _NO_NAME.isdisjoint(" ".join(quotes).strip("«»").split())
    )


def _may_sign(writer: str) -> bool:
    if _PAPER_ALONE.fullmatch(writer):
        return True
    return bool(_PERSON.fullmatch(writer)) and _NO_NAME.isdisjoint(writer.split())


def _signed(line: str) -> list[re.Match[str]]:
    """Return every writer and place of a line that consists of nothing else; else nothing."""
    if len(line) > _LONGEST or not line.endswith(")"):
        return []
    signed = list(_SIGNED.finditer(line))
    return signed if "".join(found[0] for found in signed) == line else []


def apart(line: str) -> list[str]:
    """Return the line of a teaser, cut where a byline was stuck to what stands before or behind it.

    ``… صيفاً. «الصحيفة» (تونس) آسيا مرفأ (رويترز)`` gives summary, byline and label. It is cut
    only where a sentence ended before the byline, and a label follows or nothing.
    """
    if "(" not in line:
        return [line]
    for at in (0, *(gap.end() for gap in _AFTER_SENTENCE.finditer(line))):
        end = _end_of_byline(line, at)
        before, byline, behind = line[:at].strip(), line[at:end].strip(), line[end:].strip()
        if byline and (before or behind) and _fits(before, byline, behind):
            return [*filter(None, (before, byline)), *(apart(behind) if behind else [])]
    return [line]


def _end_of_byline(line: str, at: int) -> int:
    """Return where the writers with their places end that begin here; ``at`` where none do."""
    end = at
    while found := _SIGNED.match(line, end):
        named_by_paper = found["name"].startswith("«")
        if is_agency(found["place"]) or (not named_by_paper and split_section(found["name"])[0]):
            break
        end = found.end()
    return end


def _fits(before: str, byline: str, behind: str) -> bool:
    section, caption = split_section(behind)
    if byline.startswith("«"):
        return not behind or is_credited(behind) or (bool(section) and not ends_sentence(behind))
    # Words before a bracket are a name only between a whole sentence and a whole label. Between the
    # writer's place and a photo credit, a known name is nothing else than a label.
    if not before:
        section, caption = split_section(behind, labelled=True)
    if before.endswith("..") or not all(_PERSON.fullmatch(x["name"]) for x in _signed(byline)):
        return False
    return is_signed(byline) and (not behind or (bool(section and caption) and is_credited(behind)))
