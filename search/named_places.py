"""Where the texts of an article name people and organisations, as stretches of whole words.

A name is printed with what is attached to it: «وعادل الجبير» names «عادل الجبير». A link begins and
ends with words, as marks do, so joined letters stay joined, and a mark lies in a link or beside it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.article import NameMention
from search.markers import WordPlaces
from search.results import Fragment, Highlighted

_ARTICLE = "ال"


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """Words of a text that name somebody.

    Attributes:
        start: of the first, in letters from the beginning of the text, and
        end: of the last.
        mention: what they name.
    """

    start: int
    end: int
    mention: NameMention


def named_places(
    text: str, places: WordPlaces, mentions: Iterable[NameMention]
) -> list[NamedPlace]:
    """Return the words that name people and organisations, in their order, none of them twice.

    Of mentions that share words the first is kept, of those that begin together the longest. One
    that the text does not have, or that has no word in it, is left out.

    Args:
        text: a part of an article.
        places: of all of its words.
        mentions: of that part.
    """
    kept: list[NamedPlace] = []
    for mention in sorted(mentions, key=lambda one: (one.start, -len(one.text))):
        place = _widened(text, places, mention)
        if place and (not kept or place.start >= kept[-1].end):
            kept.append(place)
    return kept


def _widened(text: str, places: WordPlaces, mention: NameMention) -> NamedPlace | None:
    start, printed = mention.start, _printed(text, mention)
    if start < 0 or not printed or not text.startswith(printed, start):
        return None
    first = bisect_right(places.ends, start)
    behind = bisect_left(places.starts, start + len(printed))
    if first >= behind:
        return None
    return NamedPlace(places.starts[first], places.ends[behind - 1], mention)


def _printed(text: str, mention: NameMention) -> str:
    """The name as the text has it: «للاتحاد» names «الاتحاد», without the letter that ل takes."""
    name = mention.text
    if name.startswith(_ARTICLE) and text.startswith("ل" + name[1:], max(0, mention.start - 1)):
        return name[1:]
    return name


def with_names(text: Highlighted, named: Sequence[NamedPlace]) -> Highlighted:
    """Cut a text at the edges of names as well; the fragments of a name carry its mention.

    Args:
        text: whole, with its matched words told apart.
        named: the names in it, in their order.
    """
    return tuple(_cut(text, named)) if named else text


def _cut(text: Highlighted, named: Sequence[NamedPlace]) -> Iterator[Fragment]:
    begin = number = 0
    for fragment in text:
        at, end = begin, begin + len(fragment.text)
        while at < end:
            while number < len(named) and named[number].end <= at:
                number += 1
            place = named[number] if number < len(named) else None
            inside = place is not None and place.start <= at
            stop = end if place is None else min(end, place.end if inside else place.start)
            mention = place.mention if place is not None and inside else None
            yield Fragment(fragment.text[at - begin : stop - begin], fragment.marked, mention)
            at = stop
        begin = end
