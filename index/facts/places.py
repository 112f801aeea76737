"""One name for each place, however papers spell it: the authority table of places."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

from index import tables
from index.analysis import folded_words
from index.analysis.words import INVISIBLE

_Key = tuple[str, ...]

TABLE = Path(__file__).with_name("places.tsv")
_COLUMNS = ("arabic", "country", "latin", "variants", "extent")

#: A town or a region; a country; a capital and its country in one name: تونس.
Extent = Literal["", "country", "both"]

_SIGNS = "?!"
_NAMES_KEPT = 16_384
_LONGEST_NAME = 60
#: «الحديدة (اليمن)»: what stands in brackets says which one or where.
_REGION = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?\s*$")
#: «محافظة الطائف» is الطائف.
_KIND = re.compile(r"^\s*(?:مدينة|محافظة|منطقة|مقاطعة|ولاية|إمارة|العاصمة)\s+")
_EDGES = " .,،؛:;/|-–—_«»\"'[]{}"
_WITH_REGION = re.compile(r"[^()]*[^()\s] ?\([^()]+\)")
_UNSEEN = re.compile(f"[{INVISIBLE}]")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the authority table.

    Attributes:
        label: the Arabic name in the facet; stable.
        country: ISO 3166-1 alpha-2, or ``XK``, or ``UN``.
        latin: name in Latin letters.
        variants: other spellings.
        signs: of those of its names that are also something else: ``?`` a word or a person's
            name, ``!`` a paper or an agency.
        extent: whether it is a country.
    """

    label: str
    country: str
    latin: str
    variants: tuple[str, ...]
    signs: dict[str, str]
    extent: Extent = ""


def read_places(path: Path = TABLE) -> dict[str, Place]:
    """Read the table of places.

    Args:
        path: a file whose columns are those of the table of this checkout.

    Returns:
        The places by label, in the order of the file.

    Raises:
        TableError: a line has not the right columns, or an extent that is not known.
    """
    places: dict[str, Place] = {}
    rows = tables.read(path, _COLUMNS, optional=1)
    for line, (arabic, country, latin_, variants, extent) in rows:
        if extent not in get_args(Extent):
            raise tables.error_at(path, line, f"unknown extent {extent!r}; it is country or both")
        names = (arabic, *tables.several(variants))
        bare = [name.rstrip(_SIGNS) for name in names]
        signs = {name.rstrip(_SIGNS): name[-1] for name in names if name[-1] in _SIGNS}
        places[bare[0]] = Place(
            bare[0], country, latin_, tuple(bare[1:]), signs, cast("Extent", extent)
        )
    return places


#: Every place by its label.
PLACES = read_places()


def _key(text: str) -> _Key:
    """Return the folded words; of several, each without its article.

    A single word keeps it: رياض and خبر are a man and a piece of news.
    """
    words = folded_words(text)
    if len(words) < 2:
        return words
    return tuple(word[2:] if word.startswith("ال") and len(word) > 3 else word for word in words)


def _by_name() -> dict[_Key, tuple[str, str]]:
    found: dict[_Key, tuple[str, str]] = {}
    for place in PLACES.values():
        for name in (place.label, *place.variants):
            found.setdefault(_key(name), (place.label, place.signs.get(name, "")))
        # Nice, Split and Male are words, too.
        found.setdefault(_key(place.latin), (place.label, "?"))
    return found


_LABELS = _by_name()


@lru_cache(maxsize=_NAMES_KEPT)
def _look_up(printed: str) -> tuple[str, str] | None:
    """Return label and sign of a name, or ``None`` where the table does not know it."""
    if len(printed) > _LONGEST_NAME:
        return None
    alone = _REGION.sub("", printed)
    for name in (printed, alone, _KIND.sub("", alone, count=1)):
        if found := _LABELS.get(_key(name)):
            return found
    return None


def known(printed: str) -> bool:
    """Tell whether the table has this name: ``known("سول")``."""
    return _look_up(printed) is not None


def certain(printed: str) -> bool:
    """Tell whether the table has this name and it is nothing but a place."""
    found = _look_up(printed)
    return found is not None and not found[1]


def also_source(printed: str) -> bool:
    """Tell whether a paper or an agency has this name, too: المدينة, قنا."""
    found = _look_up(printed)
    return found is not None and found[1] == "!"


def is_country(printed: str) -> bool:
    """Tell whether the table has this name for a country and for no town: لبنان, not تونس."""
    found = _look_up(printed)
    return found is not None and PLACES[found[0]].extent == "country"


def may_be_country(printed: str) -> bool:
    """Tell whether the table has this name for a country, alone or with its capital: تونس."""
    found = _look_up(printed)
    return found is not None and PLACES[found[0]].extent != ""


def country_of(printed: str) -> str:
    """Return the code of the country that a place lies in; empty where the table has it not."""
    found = _look_up(printed)
    return PLACES[found[0]].country if found else ""


def place_of(printed: str) -> str:
    """Return the label of a place as it is printed; the print, tidied, where it is unknown.

    A region or institution in brackets behind it does not count: ``نيويورك (الأمم المتحدة)`` is a
    name of its own in the table, ``الحديدة (اليمن)`` is الحديدة.
    """
    found = _look_up(printed)
    if found:
        return found[0]
    seen = " ".join(_UNSEEN.sub("", printed).split()).strip(_EDGES)
    return seen if _WITH_REGION.fullmatch(seen) else seen.strip(_EDGES + "()")


def latin(label: str) -> str:
    """Return the Latin name of a place; the label itself where the table does not know it."""
    place = PLACES.get(label)
    return place.latin if place else label
