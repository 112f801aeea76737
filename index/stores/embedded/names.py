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

#: In how many of its articles each word stands, in normal spelling.
COUNTS = "counts.arrays"

#: Which articles of its segments a publication leaves out, and the copies among the others.
PUBLICATION = "publication.arrays"
#: Names the segments of a publication, in their order.
SEGMENTS = "segments.json"
#: What was read of which file.
FILES_READ = "files.arrays"
#: What changed in that since.
FILES_SINCE = "files_since.arrays"
#: The folder of a store that publications lie in, and
PUBLICATIONS_FOLDER = "publications"
#: the one that segments lie in.
SEGMENTS_FOLDER = "segments"


def level_file(level: Level) -> str:
    """Return the name of the file with the terms and postings of a level."""
    return f"{level}.arrays"
