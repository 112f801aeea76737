"""The tree of sections: one facet for papers that name the same section in different words."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from index import tables
from index.analysis import folded_words

TABLE = Path(__file__).with_name("sections.tsv")
_COLUMNS = ("id", "parent", "arabic", "latin", "synonyms")

#: Whether a name may stand in front of a caption, see :mod:`index.sources.records.sections`.
Front = Literal["", "+", "=", "~", "!"]

_SIGNS: dict[str, Front] = {"+": "+", "=": "=", "~": "~", "!": "!"}
_ARTICLE = "ال"
# What is left of a word without its article must still be one: «الم» is not «م».
_SHORTEST_WITHOUT_ARTICLE = 2
# «الرئيسية > اقتصاد > أسواق», «ثقافة | سينما»: the way to a page, or several sections at once.
_STEPS = re.compile(r"\s*(?:[>›»|/\\؛;،,:]|\s[-–—]\s)\s*")
_LONGEST_NAME = 120
_NAMES_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the tree.

    Attributes:
        id: short Latin name, stable.
        parent: id of the section that it is part of; empty at the top of the tree.
        label: in Arabic.
        latin: label in Latin letters.
        synonyms: other names, as papers print them.
        fronts: label and synonyms that may stand in front of a caption, each with its sign.
    """

    id: str
    parent: str
    label: str
    latin: str
    synonyms: tuple[str, ...]
    fronts: tuple[tuple[str, Front], ...]


def read_sections(path: Path = TABLE) -> dict[str, Section]:
    """Read the table of sections.

    Args:
        path: a file whose columns are those of the table of this checkout.

    Returns:
        The sections by id, in the order of the file.

    Raises:
        TableError: a line has not the right columns.
    """
    sections: dict[str, Section] = {}
    rows = tables.read(path, _COLUMNS, filled=("arabic",), optional=1)
    for _, (id_, parent, arabic, latin_, synonyms) in rows:
        names = [_signed(name) for name in (arabic, *tables.several(synonyms))]
        sections[id_] = Section(
            id=id_,
            parent=parent,
            label=names[0][0],
            latin=latin_,
            synonyms=tuple(name for name, _ in names[1:]),
            fronts=tuple((name, sign) for name, sign in names if sign),
        )
    return sections


def _signed(name: str) -> tuple[str, Front]:
    sign = _SIGNS.get(name[-1:], "")
    return name.removesuffix(sign), sign


def _key(text: str) -> str:
    """Return what two names of a section must have in common.

    Latin words are joined, because ``internationalNews`` and ``local-news`` are printed so.
    """
    words = folded_words(text)
    if all(word.isascii() for word in words):
        return "".join(words)
    return " ".join(map(_without_article, words))


def _without_article(word: str) -> str:
    for clitic in ("", "و"):
        rest = word.removeprefix(clitic + _ARTICLE)
        if rest != word and len(rest) >= _SHORTEST_WITHOUT_ARTICLE:
            return clitic + rest
    return word


#: Every section by its id, parents before children.
SECTIONS = read_sections()


def _by_name() -> dict[str, str]:
    ids: dict[str, str] = {}
    for section in SECTIONS.values():
        for name in (section.label, section.id, section.latin, *section.synonyms):
            ids.setdefault(_key(name), section.id)
    return ids


_IDS = _by_name()


@lru_cache(maxsize=_NAMES_KEPT)
def resolve(text: str) -> str | None:
    """Return the id of the section that is printed so; ``None`` where the table does not know it.

    Args:
        text: a label, a synonym or an id. Where it is a way through a site («اقتصاد > أسواق») or
            names several sections, the one deepest in the tree counts, of equals the first.
    """
    if len(text) > _LONGEST_NAME:
        return None
    if whole := _IDS.get(_key(text)):
        return whole
    found = [_IDS[key] for step in _STEPS.split(text) if (key := _key(step)) in _IDS]
    return max(found, key=lambda section_id: len(ancestors(section_id)), default=None)


def label(section_id: str) -> str:
    """Return the Arabic label of a section; the id itself where the table does not know it."""
    section = SECTIONS.get(section_id)
    return section.label if section else section_id


def latin(section_id: str) -> str:
    """Return the label in Latin letters; the id itself where the table does not know it."""
    section = SECTIONS.get(section_id)
    return section.latin if section else section_id


def ancestors(section_id: str) -> tuple[str, ...]:
    """Return the ids of the sections that a section is part of, the nearest first."""
    found: list[str] = []
    section = SECTIONS.get(section_id)
    while section and section.parent:
        found.append(section.parent)
        section = SECTIONS.get(section.parent)
    return tuple(found)
