"""From one syntax tree to another: stop words left out, other spellings added."""

from collections.abc import Iterator, Sequence

from index.analysis import LEVELS, Analyzer, tokenize
from search.language.spelling_variants import NO_VARIANTS, Variants, other_spellings
from search.language.syntax import (
    All,
    Any,
    Expanded,
    Node,
    Not,
    Phrase,
    Word,
    conjunction,
    parts_of,
    scored,
)


def without_stop_words(node: Node) -> Node | None:
    """Return a query without its stop words; ``None`` where it asks for no other word.

    Args:
        node: the query. In it a stop word counts inside a phrase, and on the exact level alone.
    """
    kept = _without_stop_words(node)
    return kept if kept is not None and (scored(kept) or not scored(node)) else None


def _without_stop_words(node: Node) -> Node | None:
    match node:
        case Word(terms=terms, levels=levels):
            return node if not terms.stop or levels == ("exact",) else None
        case All(parts):
            return conjunction([kept for part in parts if (kept := _without_stop_words(part))])
        case Any(parts):
            left = tuple(kept for part in parts if (kept := _without_stop_words(part)))
            return Any(left) if len(left) > 1 else (left[0] if left else None)
        case Not(part):
            return node if _without_stop_words(part) else None
        case _:
            return node


def expanded(node: Node, analyzer: Analyzer, variants: Variants = NO_VARIANTS) -> Node:
    """Return a query with the other spellings of its words; what is excluded stays as typed.

    Args:
        node: the query.
        analyzer: of the index that is searched.
        variants: other spellings of words, beside those of the table.
    """
    match node:
        case Word() | All():
            runs = _runs(parts_of(node))
            parts = [new for run in runs for new in _expanded_run(run, analyzer, variants)]
            return conjunction(parts) or node
        case Any(parts):
            return Any(tuple(expanded(part, analyzer, variants) for part in parts))
        case _:
            return node


def _runs(parts: Sequence[Node]) -> Iterator[list[Node]]:
    """Yield the words that stand side by side together, all else part by part."""
    run: list[Node] = []
    for part in parts:
        if run and not _same_scope(run[-1], part):
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _same_scope(left: Node, right: Node) -> bool:
    if not isinstance(left, Word) or not isinstance(right, Word):
        return False
    return (left.field, left.levels) == (right.field, right.levels)


def _expanded_run(run: Sequence[Node], analyzer: Analyzer, variants: Variants) -> list[Node]:
    words = [node for node in run if isinstance(node, Word)]
    if not words:
        return [expanded(node, analyzer, variants) for node in run]
    if words[0].levels != LEVELS:
        return list(words)
    new: list[Node] = []
    done = 0
    for start, others in other_spellings([word.terms.exact[0] for word in words], variants):
        new += words[done:start]
        done = start + others[0].words
        typed = words[start:done]
        field = words[start].field
        nodes = tuple((other.text, _variant(other.text, field, analyzer)) for other in others)
        new.append(Expanded(typed[0] if len(typed) == 1 else All(tuple(typed)), nodes))
    return new + words[done:]


def _variant(text: str, field: str | None, analyzer: Analyzer) -> Node:
    """Return another spelling: a word in its forms, or several words just as they are written."""
    tokens = tokenize(text)
    if len(tokens) > 1:
        return Phrase(tuple(token.exact for token in tokens), field)
    return Word(text, analyzer.terms(text), field)
