"""The nouns that say what sort of organisation a name is of: ``tables/class_nouns.tsv``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index import tables
from index.analysis import fold
from index.facts.entities.organisations.clitics import ALEF_LEFT_OUT, attached_forms
from index.facts.entities.organisations.name_words import TABLES
from index.facts.entities.organisations.word_kinds import is_adjective

TABLE = TABLES / "class_nouns.tsv"
_COLUMNS = ("noun", "follow", "also", "never")
#: The letters that ask for the article of the noun.
_OF_DEFINITE = frozenset("daue")
_FOLLOW = frozenset("ncidalspkoqmubhefrt")
_ARTICLE = "ال"
_OF_CLUBS = frozenset(map(fold, ("نادي", "النادي", "فريق")))


@dataclass(frozen=True, slots=True)
class ClassNoun:
    """A noun that begins names of organisations.

    Attributes:
        noun: folded, without article where names have it without.
        follow: the letters of the table that say what may follow.
        also: other words that may follow, folded, and
        never: those that may not.
    """

    noun: str
    follow: frozenset[str]
    also: frozenset[str]
    never: frozenset[str]

    @property
    def is_feminine(self) -> bool:
        """Whether its adjectives are feminine."""
        return "f" in self.follow or self.noun.endswith("ه")

    def goes_with(self, kind: str) -> bool:
        """Tell whether the name of an organisation of a kind may follow: of a club behind نادي."""
        if self.noun in _OF_CLUBS:
            return kind in ("club", "company")
        return kind not in ("club", "ministry")


@dataclass(frozen=True, slots=True)
class NounForm:
    """A form of a class noun in a text.

    Attributes:
        noun: what it is a form of.
        attached: the letters before it that do not belong to it: و, ب, لل.
        is_definite: whether it has the article.
    """

    noun: ClassNoun
    attached: str
    is_definite: bool


def read_class_nouns(path: Path = TABLE) -> Iterator[ClassNoun]:
    """Yield the class nouns of the table.

    Raises:
        TableError: a line has not its columns, or a letter that is not known.
    """
    for line, (noun, follow, also, never) in tables.read(path, _COLUMNS, filled=("follow",)):
        letters = frozenset(follow)
        if unknown := letters - _FOLLOW:
            what = f"unknown letters {''.join(sorted(unknown))!r} in the column 'follow'"
            raise tables.error_at(path, line, what)
        words = (frozenset(map(fold, tables.several(cell))) for cell in (also, never))
        yield ClassNoun(fold(noun), letters, *words)


def _forms() -> dict[str, NounForm]:
    nouns = {noun.noun: noun for noun in read_class_nouns()}
    forms: dict[str, NounForm] = {}
    for noun in nouns.values():
        definite = noun.noun.startswith(_ARTICLE)
        for form, attached in attached_forms(noun.noun):
            forms[form] = NounForm(noun, attached, definite)
        has_definite = noun.follow & _OF_DEFINITE and _ARTICLE + noun.noun not in nouns
        if has_definite and not definite:
            for form, attached in attached_forms(_ARTICLE + noun.noun):
                forms.setdefault(form, NounForm(noun, attached, is_definite=True))
    return forms


#: Every form of a class noun, with what is attached, by its folded spelling.
FORMS = _forms()
_COMMITTEE, _THE_COMMITTEE = FORMS[fold("لجنة")].noun, FORMS[fold("اللجنة")].noun
_FOR_A_COMMITTEE = fold("للجنة")


def form_at(terms: Sequence[str], at: int) -> NounForm | None:
    """Return the form of a class noun that stands here; ``None`` where none does.

    «للجنة» is ل and لجنة as well as ل and اللجنة: an adjective behind it tells.
    """
    if terms[at] != _FOR_A_COMMITTEE:
        return FORMS.get(terms[at])
    if any(map(is_adjective, terms[at + 1 : at + 2])):
        return NounForm(_THE_COMMITTEE, ALEF_LEFT_OUT, is_definite=True)
    return NounForm(_COMMITTEE, "ل", is_definite=False)
