"""The sentences that tell readers how their query was read, by the codes of the notes."""

from collections.abc import Sequence

from index.facets import FACET_BY_NAME
from index.translatable import translatable as _
from search.facets.tree import label_of
from search.results import Argument, Note
from web.i18n.catalogue import translations
from web.i18n.language import Language
from web.i18n.wording import COMMAS

SENTENCES = {
    "unbalanced_quote": _(
        "A quotation mark has no partner; what follows it was read as plain words."
    ),
    "unbalanced_bracket": _("A bracket has no partner; the query was read without it."),
    "or_alone": _("OR needs something on both sides; it was left out."),
    "or_before_and": _(
        "OR was read before AND: a AND b OR c finds a together with b or c; brackets change that."
    ),
    "operator_alone": _("“{sign}” needs something to work on; it was left out."),
    "read_as_exclusion": _(
        "“{word}” was read as an exclusion: articles with {text} are left out; to search for the "
        "words, put them in quotation marks."
    ),
    "exclusion_word": _(
        "“{word}” was read as a plain word; to leave out articles with {text}, write -{text}."
    ),
    "nearness_ignored": _(
        "How far words may stand apart ({sign}) cannot be asked for; articles with all the words "
        "as written are listed, those with the words near each other first."
    ),
    "sign_ignored": _("The sign {sign} has no meaning here; it was left out."),
    "star_ignored": _(
        "A star works at the end of a word only (elect*); elsewhere it was left out."
    ),
    "no_words": _("The query has no word; these are all articles of the archive."),
    "stop_words_only": _(
        "All words of the query are very common ones; they were searched for as typed."
    ),
    "relaxed": _("No article has all the words; these have some of them, the closest first."),
    "related_only": _(
        "No article has these words themselves; those that are listed have related words."
    ),
    "related_left_out": _("The query is long; related words were not searched for."),
    "spellings_left_out": _(
        "The query is long; its words were searched for as typed, not in their other spellings."
    ),
    "partial": _(
        "Part of the archive does not answer now, so these results and their counts are "
        "incomplete; search again later."
    ),
    "unknown_field": _("“{name}:” is not the name of a field; it was read as plain words."),
    "field_apart": _(
        "“{name}:” has a space behind it and was read as a plain word; to search in the field, "
        "write {name}:word without a space."
    ),
    "hijri_days": _(
        "“{text}” was read in the Hijri calendar: {first} to {last} in the Gregorian one."
    ),
    "counted_days": _("“{text}” was read as the days from {first} to {last}."),
    "not_a_date": _(
        "“{text}” is not a date (such as 2024-10 or 28 أكتوبر 2024); it was read as plain words."
    ),
    "too_long": _("The query is long; only its beginning was searched for, {words} words at most."),
    "prefix_too_wide": _(
        "Many words begin with “{prefix}”; the {words} most frequent were searched for."
    ),
    "unknown_value": _("No article of the whole archive has {values}."),
    "name_in_part": _(
        "“{text}” is a part of names and means all {count} that have it, first of all {values}."
    ),
    "nothing_in_period": _(
        "Nothing that fits was published from {first} to {last}; the period was read as plain "
        "words."
    ),
    "read_as_period": _(
        "Read as a period of publication, {first} to {last}; to search for the words, put them in "
        "quotation marks."
    ),
}

#: A value in such a sentence, behind the name of its facet.
VALUE = _("“{facet}: {value}”")


def sentence(note: Note, language: Language) -> str:
    """Return what readers are told by a note.

    Args:
        note: on how a query was read.
        language: of the sentence.
    """
    arguments = {name: _shown(argument, language) for name, argument in note.arguments}
    return translations(language).gettext(SENTENCES[note.code]).format(**arguments)


def _shown(argument: Argument, language: Language) -> str:
    return _named(argument, language) if isinstance(argument, tuple) else str(argument)


def _named(values: Sequence[tuple[str, str]], language: Language) -> str:
    """Return values in a list, each behind the name of its facet."""
    pattern = translations(language).gettext(VALUE)
    return COMMAS[language].join(
        pattern.format(facet=_facet(facet, language), value=label_of(facet, value, language))
        for facet, value in values
    )


def _facet(facet: str, language: Language) -> str:
    """Return the name of a facet in the middle of a sentence."""
    text = FACET_BY_NAME[facet].text
    return text.arabic if language == "ar" else text.name.lower()
