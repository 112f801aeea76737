"""The files of an index and the arrays in them, by name; docs/index-format.md explains each."""

from index.analysis import Level

#: The articles as JSON.
ARTICLES = "articles.arrays"
#: The words of all texts as numbers.
WORDS = "words.arrays"
#: Where these words stand.
PLACES = "places.arrays"
#: Dates, days written about, facets, lengths, copies; ids and addresses.
COLUMNS = "columns.arrays"


def level_file(level: Level) -> str:
    """Return the name of the file with the terms and postings of a level."""
    return f"{level}.arrays"
