"""The sentence for every error, by its code: English here, Arabic in the catalogue."""

from index.errors import (
    AnalyzerMismatch,
    EngineError,
    EngineOverloaded,
    EngineTimedOut,
    EngineUnreachable,
    FihrisError,
    IndexDamaged,
    IndexMissing,
    QueryInvalid,
)
from index.translatable import translatable as _
from web.i18n.labels import Labels
from web.url.parameters import SEARCH
from web.url.reading import ParameterInvalid, limits

#: The command that mends every unusable index.
REINDEX = "python manage.py reindex PATH"

#: The code of an answer that was given up after its time.
TOOK_TOO_LONG = "took_too_long"

_INDEX_CODES: dict[type[FihrisError], str] = {
    IndexMissing: "index_missing",
    IndexDamaged: "index_damaged",
    AnalyzerMismatch: "analyzer_mismatch",
}

SENTENCES = {
    "unknown_parameter": _("We know no parameter named “{parameter}”."),
    "repeated_parameter": _("The parameter “{parameter}” is repeated; it is accepted only once."),
    "missing_parameter": _("The parameter “{parameter}” is needed."),
    "not_a_number": _("The value of the parameter “{parameter}” is not a whole number."),
    "out_of_range": _(
        "The value of the parameter “{parameter}” is out of its bounds, {least} to {limit}."
    ),
    "bad_date": _(
        "The value of the parameter “{parameter}” is not a date. Write a year like 2024, a month "
        "like 2024-10 or a day like 2024-10-28 or “28 أكتوبر 2024”."
    ),
    "empty_value": _("A value of the parameter “{parameter}” has no letter or digit."),
    "too_many_values": _("The parameter “{parameter}” has too many values, more than {limit}."),
    "too_many_choices": _(
        "More values are chosen or left out than one search takes, {limit} of all facets together."
    ),
    "too_long_search": _(
        "The words and the values chosen are longer than one search takes. Leave some out."
    ),
    "too_long_address": _("This address is longer than any that the archive answers."),
    "too_many_parameters": _("This address has more parameters than any that the archive answers."),
    "too_long_value": _("A value of the parameter “{parameter}” has more than {longest} letters."),
    "empty_range": _("The period in the parameter “{parameter}” begins after its end."),
    "unknown_sort": _(
        "We do not know the order asked for in the parameter “{parameter}”. There are: relevance, "
        "newest, oldest or added."
    ),
    "unknown_words": _(
        "The value of the parameter “{parameter}” is not known. There are: most or all."
    ),
    "unknown_spellings": _(
        "The value of the parameter “{parameter}” is not known. There are: all or typed."
    ),
    "unknown_related": _("Related words are searched for or not: yes or no (related={choices})."),
    "unknown_copies": _(
        "The value of the parameter “{parameter}” is not known. There are: folded or together."
    ),
    "unknown_facet": _(
        "The parameter “{parameter}” names a facet that there is not. There are: {choices}"
    ),
    "unknown_field": _(
        "The parameter “{parameter}” names a field that there is not. There are: {choices}"
    ),
    "unknown_unit": _(
        "The value of the parameter “{parameter}” is not known. There are: year, month or day."
    ),
    "bad_cursor": _(
        "The cursor in the parameter “{parameter}” is none of these results; begin again at their "
        "first page."
    ),
    "after_and_page": _("The parameters “after” and “page” do not go together; leave one out."),
    "chosen_and_excluded": _(
        "A value in the parameter “{parameter}” is chosen and left out at the same time."
    ),
    "id_missing": _(
        "The parameter “{parameter}” is needed once, with the id of the article or its address."
    ),
    "one_name": _(
        "Choose one person by the parameter “person”, or one organisation by “organisation”."
    ),
    "not_found": _("There is nothing at this address."),
    "article_not_found": _("The archive has no article with this address."),
    "facet_not_found": _("There is no facet with this name."),
    "address_unknown": _(
        "This needs the address under which the archive is reached, and whoever looks after the "
        "archive has not set it."
    ),
    "method_not_allowed": _("This address does not accept requests of this kind."),
    "rate_exceeded": _("You asked more often than one reader may. Wait a while, and ask again."),
    "exports_busy": _(
        "Others are taking tables, feeds or lists of addresses now. Ask again in a few seconds."
    ),
    "internal_error": _(
        "Something went wrong in the server, and it is in its log. Try again in a while."
    ),
    "index_missing": _(
        "The index of the archive is not built yet. Whoever looks after it finds in the log of the "
        "server how to build it."
    ),
    "index_damaged": _(
        "The index of the archive is incomplete or damaged. Whoever looks after it finds in the "
        "log of the server how to mend it."
    ),
    "analyzer_mismatch": _(
        "The index of the archive was built by another analyzer than the one that runs now. "
        "Whoever looks after it finds in the log of the server how to build it anew."
    ),
    "engine_unreachable": _(
        "The machines that hold the archive do not answer now. Try again in a while."
    ),
    "engine_busy": _(
        "The machines that hold the archive have too much to do now. Try again in a while."
    ),
    "engine_failed": _(
        "The machines that hold the archive refuse to answer, and why is in the log of the server. "
        "Whoever looks after it can mend it."
    ),
    TOOK_TOO_LONG: _(
        "This answer would take longer than one may take. Ask for less: fewer words, longer "
        "beginnings of words before a star, or a shorter period; or try again in a while."
    ),
    "search_fails": _("Searches of the archive fail, and why is in the log of the server."),
    "request_failed": _("This request could not be answered."),
}

#: The headings of the pages of errors, by status.
_HEADINGS = {
    400: _("Request not understood"),
    404: _("We did not find this page"),
    405: _("Request not accepted"),
    414: _("This address is too long"),
    422: _("We did not understand this search"),
    429: _("Too many requests"),
    500: _("Something went wrong"),
    503: _("The archive is not available now"),
}
#: Those of single errors, by code.
_OWN_HEADINGS = {
    "exports_busy": _("Come back in a few seconds"),
    TOOK_TOO_LONG: _("This takes too long"),
}
_OTHER_HEADING = _("The request failed")
_OTHER_PARAMETER = _("The value of the parameter “{parameter}” is not accepted.")

_LIMITS = {parameter.name: limits(parameter) for parameter in SEARCH}
_NO_LIMITS = {"least": "", "limit": "", "longest": "", "choices": ""}


def sentence(labels: Labels, code: str, error: QueryInvalid | None = None) -> str:
    """Return what a reader is told of an error.

    Args:
        labels: the language.
        code: the stable word of the error.
        error: of a parameter, if one is at fault; the sentence then names it and its limits.
    """
    if error is None:
        return labels.gettext(SENTENCES.get(code, SENTENCES["request_failed"]))
    known = _LIMITS.get(error.parameter, _NO_LIMITS)
    found = error.limits if isinstance(error, ParameterInvalid) else known
    text = labels.gettext(SENTENCES.get(code, _OTHER_PARAMETER))
    return text.format(**{**found, "parameter": error.parameter})


def heading(labels: Labels, status: int, code: str) -> str:
    """Return the heading of the page of an error.

    Args:
        labels: the language.
        status: of HTTP.
        code: the stable word of the error.
    """
    if code in _OWN_HEADINGS:
        return labels.gettext(_OWN_HEADINGS[code])
    return labels.gettext(_HEADINGS.get(status, _OTHER_HEADING))


def index_code(error: FihrisError) -> str:
    """Return the code of an error that makes an index unusable."""
    return _INDEX_CODES[type(error)]


def engine_code(error: EngineError) -> str:
    """Return the code of an error of a cluster, which says whether it passes by itself."""
    if isinstance(error, EngineUnreachable):
        return "engine_unreachable"
    return (
        "engine_busy" if isinstance(error, EngineTimedOut | EngineOverloaded) else "engine_failed"
    )
