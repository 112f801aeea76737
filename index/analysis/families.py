"""The word table: families of news words, read from the files in ``tables/``.

An editor writes ordinary Arabic there; how the table is looked up is decided here. A family is a
head (the dictionary form), its inflections (the same word in another number, gender or tense) and
its kin (other words of the same field of meaning). Inflections join a word to its head on the
light level, kin on the wide one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias, TypeVar, cast

from index import tables
from index.analysis.endings import bases
from index.analysis.folding import fold_letters
from index.analysis.kept_files import kept

WordKind = Literal["noun", "adjective", "verb", "present", "name"]

#: A key and what stands behind it, several parted by spaces.
Lines: TypeAlias = Mapping[str, str]

_T = TypeVar("_T")

TABLES = Path(__file__).with_name("tables")
COLUMNS = ("head", "inflections", "kin")

_KIND_OF_FILE: dict[str, WordKind] = {
    "nouns.tsv": "noun",
    "adjectives.tsv": "adjective",
    "verbs.tsv": "verb",
    "names.tsv": "name",
}

# A form written alike may belong to a few words (كتب: books, he wrote), never to many.
_MEANINGS = 3

# الرياض is a name with its article; in الله it cannot be taken off.
_SHORTEST_AFTER_ARTICLE = 3

_HAMZA_BEFORE_WAW = re.compile("(?<=.)[ئء](?=و)")
_FINAL_HAMZA = re.compile("(?<=.)(?:[يى]ء|[يى]?ئ)$")
_BEGAN_PLURAL = re.compile("أوا$")
# With the letters of names that Arabic lacks: ڤيديو is فيديو.
_ALEFS = str.maketrans("أإآٱىڤڨپچگژڥ", "اااايفقبجكزف")
_OWN_LETTERS = str.maketrans("ڤڨپچگژڥ", "فقبجكزف")
# Without one of them a word is in normal spelling.
_SEAT_OR_ALEF = re.compile("[أإآٱىئءڤڨپچگژڥ]")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A lemma that a form of the table belongs to.

    Attributes:
        lemma: the head of its family, in normal spelling.
        kind: what sort of word; ``present`` is the present stem of a verb.
    """

    lemma: str
    kind: WordKind


@dataclass(frozen=True, slots=True)
class Family:
    """A line of the table, as it is written there.

    Attributes:
        head: the dictionary form.
        inflections: the same word in other numbers, genders and tenses, where they are irregular.
        kin: other words of the same field of meaning.
        kind: what sort of word the head is.
    """

    head: str
    inflections: tuple[str, ...]
    kin: tuple[str, ...]
    kind: WordKind


def normal(spelled: str) -> str:
    """Return the spelling by which a word is looked up: ة is kept, the seats of hamza are settled.

    Before و a hamza is written ؤ (مسئول, رءوس → مسؤول, رؤوس), at the end after a yaa ئ (سيء → سئ,
    like شيء and شئ); every alef is ا and ى is ي. The letters for sounds that
    Arabic lacks (ڤ پ چ گ ژ) are those that papers write for them.
    """
    if not _SEAT_OR_ALEF.search(spelled):
        return spelled
    word = _BEGAN_PLURAL.sub("ؤوا", spelled)
    word = _HAMZA_BEFORE_WAW.sub("ؤ", word)
    return _FINAL_HAMZA.sub("ئ", word).translate(_ALEFS)


def with_own_letters(spelled: str) -> str:
    """Return a spelling with the letters that papers write for sounds that Arabic lacks."""
    return spelled.translate(_OWN_LETTERS)


def read_families() -> Iterator[Family]:
    """Read the families of all files, in the order of the files and their lines.

    Raises:
        TableError: a line has not its three columns.
    """
    for name, kind in _KIND_OF_FILE.items():
        for _, (head, inflections, kin) in tables.read(TABLES / name, COLUMNS):
            if kind == "name":
                inflections = ""  # the column says what it is the name of
            yield Family(head, tuple(inflections.split()), tuple(kin.split()), kind)


class WordTable:
    """The families, looked up by form.

    It holds text alone, as its file does: a mapping for meanings (``lemma/kind lemma/kind``), one
    for the same without hamza and ة, one for heads. What a word means is read out of that when it
    is asked for, since of most words it never is.
    """

    def __init__(self, forms: Lines, folded: Lines, wide: Lines) -> None:
        self._forms = forms
        self._folded = folded
        self._wide = wide

    @classmethod
    def of(cls, families: Iterable[Family]) -> "WordTable":
        """Make the table of these families, in the order in which they were read."""
        return _Entries(tuple(families)).table()

    @classmethod
    def from_text(cls, text: str) -> "WordTable":
        """Read what :meth:`to_text` gave."""
        return cls(*_read_mappings(text))

    def to_text(self) -> str:
        """Return the table as its file has it."""
        return _write_mappings(self._forms, self._folded, self._wide)

    def meanings(self, form: str) -> tuple[Meaning, ...]:
        """Return what a form in normal spelling is; empty where the table does not hold it."""
        return _read_meanings(self._forms.get(form, ""))

    def meanings_without_seats(self, folded: str) -> tuple[Meaning, ...]:
        """Return what a form is whose writer left hamza and ة out (مدينه, روساء)."""
        return _read_meanings(self._folded.get(folded, ""))

    def meanings_however_written(self, form: str) -> tuple[Meaning, ...]:
        """Return what a form is as it stands, else with ة for ه, else without hamza and ة."""
        folded = fold_letters(form)
        found = self._folded.get(folded)
        if found is None:  # then no writing of it is there
            return ()
        exact = self._forms.get(form)
        if exact is None and form.endswith("ه"):
            exact = self._forms.get(form[:-1] + "ة")
        return _read_meanings(exact or found)

    def heads(self, lemma: str) -> tuple[str, ...]:
        """Return the heads of the families that a lemma belongs to, its own first."""
        return tuple(self._wide.get(lemma, "").split())

    def families(self, lemma: str) -> tuple[str, ...]:
        """Return the heads of the families of a lemma, and of what it is made from by نسبة."""
        relatives = self.relative_of_adjective(lemma)
        own = self.heads(lemma) or ((lemma,) if relatives else ())
        return tuple(dict.fromkeys((*own, *relatives)))

    def relative_of_adjective(self, lemma: str) -> tuple[str, ...]:
        """Return the heads of the noun or name that an adjective in ي is made from (نسبة)."""
        if not lemma.endswith("ي") or len(lemma) <= _SHORTEST_AFTER_ARTICLE:
            return ()
        for base in (lemma[:-1], lemma[:-1] + "ة", lemma[:-1] + "ا"):
            found = [m.lemma for m in self.meanings(base) if m.kind in ("noun", "name")]
            if found:
                return tuple(head for noun in found for head in self.heads(noun))
        return ()

    def members(self) -> dict[str, tuple[str, ...]]:
        """Return the lemmas of every family, by its head; both in folded spelling."""
        members: dict[str, tuple[str, ...]] = {}
        meanings = map(_read_meanings, self._forms.values())
        for lemma in sorted({meaning.lemma for found in meanings for meaning in found}):
            for head in self.families(lemma):
                _append(members, fold_letters(head), fold_letters(lemma))
        return members


class _Entries:
    """The families as a :class:`WordTable` is made of them."""

    def __init__(self, families: tuple[Family, ...]) -> None:
        self._forms: dict[str, tuple[Meaning, ...]] = {}
        self._wide: dict[str, tuple[str, ...]] = {}
        own_line = {_key(family.head) for family in families}
        for family in families:
            self._enter_forms(family, own_line)
        for family in families:
            self._enter_kin(family)

    def table(self) -> WordTable:
        folded: dict[str, tuple[Meaning, ...]] = {}
        for form, meanings in self._forms.items():
            for meaning in meanings:
                _append(folded, fold_letters(form), meaning, _MEANINGS)
        return WordTable(
            {form: _written(meanings) for form, meanings in self._forms.items()},
            {form: _written(meanings) for form, meanings in folded.items()},
            {lemma: " ".join(heads) for lemma, heads in self._wide.items()},
        )

    def _enter_forms(self, family: Family, own_line: set[str]) -> None:
        head = _head(family)
        if family.kind == "name" and head.endswith("ية") and self._forms.get(head[:-1]):
            return  # السعودية is the feminine of an adjective that stands in its own line
        _append(self._forms, head, Meaning(head, _kind(head, family.kind)), _MEANINGS)
        _append(self._wide, head, head)
        for form in map(_key, family.inflections):
            # A thing in ة that has a line of its own is not the feminine of a person.
            if not (form in own_line and form.endswith("ة") and form[:-1] == head):
                _append(self._forms, form, Meaning(head, _kind(form, family.kind)), _MEANINGS)

    def _enter_kin(self, family: Family) -> None:
        head = _head(family)
        for written in family.kin:
            form = _key(written)
            if _key(written.removeprefix("ال")) in self._forms:
                form = _key(written.removeprefix("ال"))
            lemmas = self._lemmas(form)
            for lemma in lemmas or (form,):
                _append(self._wide, lemma, lemma)
                _append(self._wide, lemma, head)
            if not lemmas:
                _append(self._forms, form, Meaning(form, _kind_of_kin(form, family.kind)))

    def _lemmas(self, form: str) -> tuple[str, ...]:
        """Return the lemmas of a form of the table, or of one regularly made from it."""
        if form in self._forms:
            return tuple(meaning.lemma for meaning in self._forms[form])
        for base, kinds in bases(form):
            found = tuple(m.lemma for m in self._forms.get(base, ()) if m.kind in kinds)
            if found:
                return found
        return ()


def _written(meanings: Iterable[Meaning]) -> str:
    return " ".join(f"{meaning.lemma}/{meaning.kind}" for meaning in meanings)


@cache
def _read_meanings(written: str) -> tuple[Meaning, ...]:
    """Read what :func:`_written` gave."""
    parts = (one.rpartition("/") for one in written.split())
    return tuple(Meaning(lemma, cast(WordKind, kind)) for lemma, _, kind in parts)


def _write_mappings(*mappings: Lines) -> str:
    """Return mappings as lines: the keys of one, an empty line, its values, and so on."""
    columns = (column for lines in mappings for column in (lines.keys(), lines.values()))
    return "\n\n".join(map("\n".join, columns))


def _read_mappings(text: str) -> Iterator[dict[str, str]]:
    columns = [column.split("\n") for column in text.split("\n\n")]
    for keys, values in zip(columns[::2], columns[1::2], strict=True):
        yield dict(zip(keys, values, strict=True))


def _key(form: str) -> str:
    # The table is written without marks, as a test makes sure, so that it loads fast.
    return normal(form)


def _kind(form: str, kind: WordKind) -> WordKind:
    return "present" if kind == "verb" and form.startswith("ي") else kind


def _kind_of_kin(form: str, kind: WordKind) -> WordKind:
    if form.endswith("ي"):
        return "adjective"
    return "noun" if kind in ("verb", "name") else kind


def _head(family: Family) -> str:
    """Return the head as it is looked up: a name that is written with ال (not أل) without it."""
    rest = family.head.removeprefix("ال")
    if family.kind == "name" and len(rest) >= _SHORTEST_AFTER_ARTICLE:
        return _key(rest)
    return _key(family.head)


def _append(lists: dict[str, tuple[_T, ...]], key: str, item: _T, most: int | None = None) -> None:
    held = lists.get(key, ())
    if item not in held and (most is None or len(held) < most):
        lists[key] = (*held, item)


@cache
def word_table() -> WordTable:
    """Return the table of this checkout."""
    return WordTable.from_text(kept("word_table", lambda: WordTable.of(read_families()).to_text()))


@cache
def members() -> Mapping[str, tuple[str, ...]]:
    """Return the lemmas of every family of the table, by its head; both in folded spelling."""
    (found,) = _read_mappings(kept("members", _members_text))
    return {head: tuple(lemmas.split()) for head, lemmas in found.items()}


def _members_text() -> str:
    found = word_table().members()
    return _write_mappings({head: " ".join(lemmas) for head, lemmas in found.items()})
