"""The words of the pages that stand in tables: English here, Arabic in the catalogue."""

from index.article import DateEvidence
from index.translatable import countable as _n
from index.translatable import translatable as _
from search.query import Sort

#: Counted nouns.
NOUNS = {
    "results": _n("{n} result", "{n} results"),
    "articles": _n("{n} article", "{n} articles"),
    "copies": _n("{n} other copy", "{n} other copies"),
    "texts": _n("{n} text", "{n} texts"),
    "values": _n("{n} value", "{n} values"),
    "mentions": _n("{n} mention", "{n} mentions"),
}

SORTS: dict[Sort, str] = {
    "relevance": _("Most relevant"),
    "newest": _("Newest"),
    "oldest": _("Oldest"),
    "added": _("Latest added"),
}

#: How closely an article matches; what matches as written needs no label.
MATCHES = {
    "light": _("in another form"),
    "spelling": _("in another spelling"),
    "wide": _("by a word of the same family"),
    "related": _("by a related word"),
}

#: How many results match how closely.
MATCH_COUNTS = {
    "exact": _("{n} as written"),
    "light": _("{n} in another form"),
    "spelling": _("{n} in another spelling"),
    "wide": _("{n} by a word of the same family"),
    "related": _("{n} by a related word"),
}

#: How the day of publication is known, where the source does not give it.
EVIDENCE: dict[DateEvidence, str] = {
    "stated": _("as the page states it"),
    "inferred": _("inferred from the text"),
    "unknown": _("unknown"),
}

#: The levels of analysis, closest first, as readers are told of them.
LEVELS = {
    "exact": _("as written"),
    "light": _("same word, another form"),
    "wide": _("same family"),
    "stem": _("same stem"),
}

#: The fields of an article; those that are facets as well go by the table of facets. Phrases and
#: prefixes without a field match in any of those that are searched by default.
FIELDS = {
    "": _("Anywhere"),
    "title": _("Headline"),
    "deck": _("Deck"),
    "body": _("Body"),
    "lead": _("Beginning of the body"),
    "caption": _("Caption"),
    "byline": _("Byline"),
}
