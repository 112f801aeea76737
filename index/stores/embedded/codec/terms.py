"""The terms of an index and their postings, as Whoosh asks for them."""

from collections.abc import Iterator

from whoosh.codec import base
from whoosh.fields import FieldType
from whoosh.formats import Format
from whoosh.reading import TermInfo, TermNotFound
from whoosh.scoring import BaseScorer

from index.arrays import Array
from index.stores.embedded.codec.articles import lengths_of
from index.stores.embedded.codec.lexicons import Lexicon, lexicons
from index.stores.embedded.codec.matcher import PostingsMatcher
from index.stores.embedded.level_index import Postings
from index.stores.embedded.segment import Segment

_Term = tuple[str, bytes]


class TermsReader(base.TermsReader):  # type: ignore[misc]
    """The terms of all fields: ascending by the name of the field, then by their bytes."""

    def __init__(self, held: Segment) -> None:
        self._lexicons = lexicons(held)
        self._lengths = lengths_of(held)

    def __contains__(self, term: _Term) -> bool:
        field, text = term
        return field in self._lexicons and self._lexicons[field].find(text) is not None

    def cursor(self, fieldname: str, fieldobj: FieldType) -> "TermCursor":
        """Return what goes through the terms of a field."""
        return TermCursor(self, self._lexicons[fieldname], fieldname, fieldobj)

    def terms(self) -> Iterator[_Term]:
        """Yield all terms with their fields."""
        for field, held in self._lexicons.items():
            for place in held.places:
                yield field, held.term(place)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[_Term]:
        """Yield the terms from one on, those of the fields behind its own too."""
        for field, held in self._lexicons.items():
            if field >= fieldname:
                first = held.first_from(prefix) if field == fieldname else held.places.start
                for place in range(first, held.places.stop):
                    yield field, held.term(place)

    def items(self) -> Iterator[tuple[_Term, TermInfo]]:
        """Yield all terms with what is known of each."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[_Term, TermInfo]]:
        """Yield the terms from one on with what is known of each."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return what is known of a term: how often, where, in texts of which lengths.

        Raises:
            TermNotFound: no article has it.
        """
        return _info(self._postings(fieldname, text), self._lengths.get(fieldname))

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often a term stands in all articles together."""
        place = self._lexicons[fieldname].find(text)
        if place is None:
            return 0.0
        return float(self._lexicons[fieldname].postings(place).frequencies.sum(dtype=float))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return how many articles have a term; no postings are read."""
        place = self._lexicons[fieldname].find(text)
        return 0 if place is None else self._lexicons[fieldname].document_frequency(place)

    def matcher(
        self, fieldname: str, text: bytes, format_: Format, scorer: BaseScorer | None = None
    ) -> PostingsMatcher:
        """Return what goes through the articles that have a term.

        Raises:
            TermNotFound: no article has it.
        """
        postings, lengths = self._postings(fieldname, text), self._lengths.get(fieldname)
        return PostingsMatcher((fieldname, text), postings, format_, scorer, lengths)

    def indexed_field_names(self) -> list[str]:
        """Return the names of the fields that have terms, in their order."""
        return list(self._lexicons)

    def _postings(self, field: str, text: bytes) -> Postings:
        held = self._lexicons.get(field)
        place = None if held is None else held.find(text)
        if held is None or place is None:
            raise TermNotFound(f"No term {field}:{text!r}")
        return held.postings(place)


class TermCursor(base.FieldCursor):  # type: ignore[misc]
    """Goes through the terms of a field, in the order of their bytes."""

    def __init__(self, terms: TermsReader, held: Lexicon, name: str, field: FieldType) -> None:
        self._terms = terms
        self._held = held
        self._name = name
        self._field = field
        self._place = held.places.start

    def first(self) -> str | None:
        """Go to the first term, and return it."""
        self._place = self._held.places.start
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        """Go to the first term that is not below a text, and return it."""
        wanted = string if isinstance(string, bytes) else self._field.to_bytes(string)
        self._place = self._held.first_from(wanted)
        return self.text()

    def next(self) -> str | None:
        """Go to the next term, and return it."""
        self._place += self.is_valid()
        return self.text()

    def text(self) -> str | None:
        """Return the term; ``None`` behind the last one."""
        if not self.is_valid():
            return None
        text: str = self._field.from_bytes(self._held.term(self._place))
        return text

    def term(self) -> str | None:
        """Return the term; ``None`` behind the last one."""
        return self.text()

    def term_info(self) -> TermInfo | None:
        """Return what is known of the term; ``None`` behind the last one."""
        if not self.is_valid():
            return None
        return self._terms.term_info(self._name, self._held.term(self._place))

    def is_valid(self) -> bool:
        """Tell whether there is a term here."""
        return self._place < self._held.places.stop


def _info(postings: Postings, lengths: Array | None) -> TermInfo:
    articles, frequencies = postings.articles, postings.frequencies
    held = None if lengths is None else lengths[articles]
    return TermInfo(
        weight=float(frequencies.sum(dtype=float)),
        df=len(articles),
        minlength=None if held is None else int(held.min()),
        maxlength=0 if held is None else int(held.max()),
        maxweight=float(frequencies.max()),
        minid=int(articles[0]),
        maxid=int(articles[-1]),
    )
