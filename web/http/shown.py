"""What templates ask of results and of articles."""

from index.article import Article, DateMention
from search.results import Match, Results


def complete(results: Results) -> int:
    """Return how many of the results have all the words of the query."""
    return sum(count for match, count in results.matches.items() if match > Match.STEM)


def distinct_mentions(article: Article) -> list[DateMention]:
    """Return the dates that an article mentions, each once, in the order of time."""
    distinct = {(found.first, found.last): found for found in article.dates}
    return [distinct[period] for period in sorted(distinct)]
