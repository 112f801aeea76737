"""The one writer of addresses: that of a search, and those of searches that differ from it.

A page of results holds hundreds of links, each to the search of the page with one choice changed.
:class:`SearchAddress` writes down the parameters of that search once and changes single ones of
them; no link needs a query of its own.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import unquote, urlencode

from index.errors import QueryInvalid
from index.facets import FACET_BY_NAME
from search.facets.tree import values_above
from search.query import MAX_TEXT, NOT, Query, Sort
from web.url.parameters import CHOOSING, EXCLUDING, IN_ADDRESSES, SEARCH
from web.url.reading import check_amount, default_sort

# Encoded letters of the Arabic block; U+061C is no letter but a mark that turns text around.
_LETTERS = re.compile(r"(?:%D[89A](?!(?<=%D8)%9C)%[89AB][0-9A-F])+")

#: What an address leaves out, by parameter; which order it leaves out depends on the words.
_DEFAULTS = {
    parameter.name: str(parameter.default) for parameter in SEARCH if parameter.default is not None
}

_CHOICES = tuple(parameter.name for parameter in (*CHOOSING, *EXCLUDING))

#: The parameters that narrow a search.
_FILTERS = (*_CHOICES, "from", "to")

#: A longer query string, as it is written, or more values stand in no link that a page has by the
#: dozen: such a page would grow with the square of the choice.
LONG = 600
MANY = 12

#: What a page that a hit leads to remembers of a long search: its words and how they are read.
_WORDS = ("q", "words", "spellings", "related")

#: The parameters that name a place in the results: another search begins at its first page.
_PLACES = ("page", "after")

Values = dict[str, tuple[str, ...]]


def address(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    """Return a path with a query string, its Arabic letters as they are.

    Encoded they would take three times the room, in every one of a page's links.
    """
    return f"{path}?{_encoded(pairs)}" if pairs else path


def pairs(query: Query) -> list[tuple[str, str]]:
    """Return the parameters that ask for ``query``, in a fixed order and without the defaults.

    Which facets are counted is not among them: pages show them all.
    """
    return [(name, value) for name, values in _written(query).items() for value in values]


@dataclass(frozen=True, slots=True)
class SearchAddress:
    """The address of a search, from which the addresses of changed searches are made.

    All changes but :meth:`at_page` lead to the first page.

    Attributes:
        path: of the page that answers.
        question: the query string with its ``?``; empty where nothing is asked for. It may stand
            behind the path of another page that takes searches.
        values: the values of each parameter, in the order of addresses, without defaults.
        more: further parameters of the page, encoded; they stand last.
    """

    path: str
    question: str
    values: Values
    more: str
    _first_page: dict[str, str]
    _above: dict[tuple[str, str], tuple[str, ...]]

    @classmethod
    def of(cls, query: Query, path: str, more: Sequence[tuple[str, str]] = ()) -> "SearchAddress":
        """Write down the address of a query.

        Args:
            query: to ask for.
            path: of the page that answers.
            more: names and values of further parameters.
        """
        values, last = _written(query), _encoded(more)
        pieces = {name: _piece(name, values.get(name, ())) for name in IN_ADDRESSES}
        return cls(
            path,
            _question(pieces, last),
            values,
            last,
            {**pieces, **dict.fromkeys(_PLACES, "")},
            {
                pair: values_above(FACET_BY_NAME[pair[0]], pair[1])
                for pair in (*query.chosen, *query.excluded)
            },
        )

    def __str__(self) -> str:
        return self.path + self.question

    def at(self, path: str, more: Sequence[tuple[str, str]] = ()) -> "SearchAddress":
        """Return the address of the same search on another page.

        Args:
            path: of the page.
            more: names and values of its further parameters.
        """
        last = _encoded(more)
        places = {name: _piece(name, self.values.get(name, ())) for name in _PLACES}
        question = _question({**self._first_page, **places}, last)
        return replace(self, path=path, more=last, question=question)

    def at_page(self, page: int) -> str:
        """Return the address of another page of the same results."""
        return self._with({"page": str(page)})

    def ordered(self, sort: Sort) -> str:
        """Return the address of the same results in another order."""
        return self._with({"sort": _unless_usual(sort, self._text)})

    def with_choice(self, name: str, choice: str) -> str:
        """Return the address with another word for ``words``, ``related`` and the like."""
        return self._with({name: choice})

    def worded(self, text: str) -> str:
        """Return the address of the same filters, in the order asked for, with other words."""
        sort = self.values.get("sort", ("",))[0]
        return self._with({"q": text[:MAX_TEXT], "sort": _unless_usual(sort, text)})

    def wordless(self) -> str:
        """Return the address of the filters alone, newest first."""
        return self._with({"q": "", "sort": ""})

    def unfiltered(self) -> str:
        """Return the address of the words alone, in the order and size they were asked for."""
        return self._with(dict.fromkeys(_FILTERS, ""))

    def without(self, chosen: Iterable[tuple[str, str]]) -> str:
        """Return the address without some values of parameters.

        Args:
            chosen: names of parameters and values, as :attr:`values` has them.
        """
        changed = dict(self.values)
        for name, value in chosen:
            changed[name] = tuple(one for one in changed[name] if one != value)
        return self._with({name: changed[name] for name, _ in chosen})

    def toggled(self, facet: str, value: str) -> str:
        """Return the address with one value of a facet added, or removed where it is chosen.

        In a tree a value takes the place of those above and below it: whoever chooses a month of
        a chosen year wants that month. It is left out no longer, nor is what lies above it.
        """
        chosen, excluded = self.values.get(facet, ()), self.values.get(NOT + facet, ())
        if value in chosen:
            return self._with({facet: tuple(one for one in chosen if one != value)})
        if not chosen and not excluded:
            return self._with({facet: _canonical(facet, value)})
        above = values_above(FACET_BY_NAME[facet], value)
        others = (one for one in chosen if one not in above and value not in self._over(facet, one))
        kept = tuple(one for one in excluded if one != value and one not in above)
        added = (*others, _canonical(facet, value))
        return self._with({facet: tuple(dict.fromkeys(added)), NOT + facet: kept})

    def excluded(self, facet: str, value: str) -> str:
        """Return the address with one value of a facet left out, or let in where it is left out.

        A value that is left out takes the place of those below it, and is chosen no longer, nor
        is anything below it.
        """
        chosen, excluded = self.values.get(facet, ()), self.values.get(NOT + facet, ())
        if value in excluded:
            return self._with({NOT + facet: tuple(one for one in excluded if one != value)})
        if not chosen and not excluded:
            return self._with({NOT + facet: _canonical(facet, value)})
        kept = tuple(one for one in chosen if one != value and value not in self._over(facet, one))
        others = (one for one in excluded if value not in self._over(facet, one))
        added = (*others, _canonical(facet, value))
        return self._with({facet: kept, NOT + facet: tuple(dict.fromkeys(added))})

    def within(self, first: date | None, last: date | None) -> str:
        """Return the address of the same search between other days."""
        return self._with({"from": _iso(first), "to": _iso(last)})

    def narrowed(self, first: date, last: date) -> str:
        """Return the address of what lies in a period and between the days of the search."""
        begin = max((first.isoformat(), *self.values.get("from", ())))
        end = min((last.isoformat(), *self.values.get("to", ())))
        return self._with({"from": begin, "to": end})

    def before(self, day: date) -> str:
        """Return the address of what was published before a day, the other choices kept."""
        return self._with({"to": (day - timedelta(1)).isoformat()})

    def after(self, day: date) -> str:
        """Return the address of what was published after a day, the other choices kept."""
        return self._with({"from": (day + timedelta(1)).isoformat()})

    def spanning(self, first: date | None, last: date | None) -> str:
        """Return the address of the search between these days in the place of any choice of days.

        Without days it is the search of all times.
        """
        return self._with({"date": (), "from": _iso(first), "to": _iso(last)})

    @property
    def is_long(self) -> bool:
        """Whether pages repeat the search seldom: they have a form in the place of most links."""
        return len(self.question) > LONG or len(self._choices()) > MANY

    @property
    def is_answered(self) -> bool:
        """Whether the reader of addresses takes it: not where a page chose too much besides."""
        choices = {name: self.values.get(name, ()) for name in _CHOICES}
        try:
            check_amount(self._text, choices)
        except QueryInvalid:
            return False
        return True

    @property
    def remembered(self) -> str:
        """The query string that the address of a hit has: of a long search the words at most."""
        if not self.is_long:
            return self.question
        words = {name: self._first_page[name] for name in _WORDS}
        question = _question(words, "")
        return question if len(question) <= LONG else ""

    def _choices(self) -> list[str]:
        return [value for name in _CHOICES for value in self.values.get(name, ())]

    @property
    def _text(self) -> str:
        return self.values.get("q", ("",))[0]

    def _over(self, facet: str, value: str) -> tuple[str, ...]:
        """What lies above a value that the search chooses or leaves out."""
        return self._above[facet, value]

    def _with(self, changed: Mapping[str, str | tuple[str, ...]]) -> str:
        """The address of the first page with other values of some parameters."""
        pieces = dict(self._first_page)
        for name, given in changed.items():
            values = (given,) if isinstance(given, str) else given
            pieces[name] = _piece(name, values)
        return self.path + _question(pieces, self.more)


def _written(query: Query) -> Values:
    """The values that an address gives to each parameter, in its order and without defaults."""
    given = {
        "q": query.text,
        "from": _iso(query.first_day),
        "to": _iso(query.last_day),
        "sort": _unless_usual(query.sort, query.text),
        "page": str(query.page),
        "after": query.after,
        "size": str(query.size),
        "words": query.words,
        "spellings": query.spellings,
        "related": query.related,
        "copies": query.copies,
    }
    found = {name: (value,) for name, value in given.items() if value != _DEFAULTS.get(name, "")}
    for prefix, filters in (("", query.chosen), (NOT, query.excluded)):
        for facet, value in filters:
            found[prefix + facet] = (*found.get(prefix + facet, ()), value)
    return {name: found[name] for name in IN_ADDRESSES if name in found}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _unless_usual(sort: str, text: str) -> str:
    """An order as an address has it: empty where it is the usual one for these words."""
    return "" if sort == default_sort(text) else sort


# Values of facets come from the index, nearly always in the writing of queries.
@lru_cache(maxsize=10_000)
def _canonical(facet: str, value: str) -> str:
    """The writing that a query keeps of a value; one that it refuses stays: no page fails of it."""
    try:
        return Query(chosen=((facet, value),)).chosen[0][1]
    except QueryInvalid:
        return value


def _question(pieces: Mapping[str, str], more: str) -> str:
    written = "&".join(filter(None, (*pieces.values(), more)))
    return f"?{written}" if written else ""


# Values of facets and days stand in every page, those of words at least in every link of one.
@lru_cache(maxsize=10_000)
def _piece(name: str, values: tuple[str, ...]) -> str:
    """A parameter with its values, encoded; empty where an address leaves it out."""
    kept = [(name, value) for value in values if value != _DEFAULTS.get(name, "")]
    return _encoded(kept)


def _encoded(pairs: Sequence[tuple[str, str]]) -> str:
    return _encoded_once(tuple(pairs)) if pairs else ""


# A page names what was asked for several times: to come back to it, in the other language, as a
# feed and a table.
@lru_cache(maxsize=1_000)
def _encoded_once(pairs: tuple[tuple[str, str], ...]) -> str:
    return _LETTERS.sub(_decoded, urlencode(pairs))


def _decoded(letters: re.Match[str]) -> str:
    return unquote(letters[0])
