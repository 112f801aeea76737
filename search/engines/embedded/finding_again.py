"""What was found for earlier queries, found again in the next publication before it is asked."""

from collections.abc import Hashable, Iterable

from search.engines.embedded.evaluator import Evaluator
from search.engines.embedded.scorers import PAIR, Scorer
from search.language.syntax import Phrase, Prefix, Word

#: So many parts of queries are found again: those that were asked for last.
FOUND_AGAIN = 64


def find_again(keys: Iterable[Hashable], scorer: Scorer) -> None:
    """Find parts of queries, so that the next who asks for them finds them kept.

    Args:
        keys: under which they were kept of the publication before; its words were analyzed by the
            same evidence. What belongs to no query is passed over.
        scorer: of the next publication.
    """
    evaluator = Evaluator(scorer)
    for key in keys:
        match key:
            case Word() | Prefix() | Phrase():
                evaluator.evaluate(key)
            case (str(kind), str(field), tuple(left), tuple(right)) if kind == PAIR:
                scorer.pair(field, left, right)
