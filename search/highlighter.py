"""What a query matched, marked in the texts of articles.

Marks are set on whole words of the original text by their places (:mod:`search.snippets`); which
words are matched says a :class:`search.markers.Marker`.
"""

from dataclasses import dataclass

from index.article import Article, NameMention, TextPart
from search.markers import Marker
from search.named_places import named_places, with_names
from search.results import Fragment, Highlighted, MarkedArticle
from search.snippets import beginning, best_snippet, fragments

#: The fields that a snippet is taken from, the first that has a match.
_SNIPPET_FIELDS = ("body", "deck", "caption")


@dataclass(frozen=True, slots=True)
class Highlighter:
    """Marks in articles what one query matched.

    Attributes:
        marker: says which words these are.
    """

    marker: Marker

    def article(self, article: Article) -> MarkedArticle:
        """Return the whole texts of an article with the matched words marked, and its names."""
        mentions: dict[TextPart, list[NameMention]] = {}
        for entity in (*article.persons, *article.organisations):
            for mention in entity.mentions:
                mentions.setdefault(mention.part, []).append(mention)

        def text(name: TextPart) -> Highlighted:
            whole = self._whole(article, name)
            if name not in mentions:
                return whole
            places = self.marker.places(article, name)
            return with_names(whole, named_places(getattr(article, name), places, mentions[name]))

        return MarkedArticle(
            article,
            title=text("title"),
            deck=text("deck"),
            body=text("body"),
            caption=text("caption"),
        )

    def title(self, article: Article) -> Highlighted:
        """Return the whole headline of an article with the matched words marked."""
        return self._whole(article, "title")

    def snippet(self, article: Article) -> Highlighted:
        """Return the best stretch of the article's body, else of its deck or caption.

        Where nothing is matched in any of them (the word stands in the headline, or no word was
        asked for) it is the beginning of the deck, or of the body.
        """
        for name in _SNIPPET_FIELDS:
            if matches := self.marker.matches(article, name):
                places = self.marker.places(article, name)
                return best_snippet(getattr(article, name), places, matches)
        name = next(filter(lambda name: getattr(article, name), ("deck", "body")), "caption")
        return beginning(getattr(article, name), self.marker.places(article, name))

    def _whole(self, article: Article, name: str) -> Highlighted:
        text = getattr(article, name)
        matches = self.marker.matches(article, name)
        if not matches:
            return (Fragment(text),) if text else ()
        return fragments(text, self.marker.places(article, name), matches)
