"""How many queries a second are read, parsed, planned and corrected, and facets laid out.

usage: python -m bench.speed.reading [ADDRESS] [--queries FILE] [--json]

These parts of a search know no engine, but ask it to count; a plan and a correction wait for that.
Queries are the lines of FILE, by default fifty that lie beside this script; what is corrected are
their words, each without its second letter. Each part is done for all queries twice: the first
time nothing is remembered of them, the second time everything. Rates are of processor time.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import click

from bench.measuring import address_argument, json_option, live_folder, queries_option, read_lines
from index.analysis import tokenize
from search.engines.embedded.scorers import Scorer
from search.engines.embedded.session import EmbeddedSession
from search.engines.embedded.snapshot import Snapshot
from search.facets.tree import FacetCounts, tree
from search.language.parser import parse
from search.planning import interpret, plan
from search.query import Query
from search.ranking.bm25 import Ranking
from search.words.archive_vocabulary import ask
from search.words.spell_checker import correction

#: Shorter words are not corrected.
_MIN_LETTERS = 4


def rate(works: Sequence[Callable[[], object]]) -> int:
    """Return how many pieces of work are done a second."""
    started = time.process_time()
    for work in works:
        work()
    return round(len(works) / max(time.process_time() - started, 1e-9))


def slips(texts: Sequence[str]) -> list[str]:
    """Return the words of some texts, each without its second letter."""
    words = (token.exact for text in texts for token in tokenize(text))
    return [word[0] + word[2:] for word in dict.fromkeys(words) if len(word) >= _MIN_LETTERS]


def _twice(works: Sequence[Callable[[], object]]) -> dict[str, int]:
    return {"first": rate(works), "again": rate(works)}


def _laid_out(facets: Mapping[str, FacetCounts]) -> None:
    for name, counts in facets.items():
        tree(name, counts, (), ())


def _corrected(opened: Callable[[], EmbeddedSession], word: str) -> None:
    ask(opened(), lambda vocabulary: correction(word, vocabulary))


@click.command()
@address_argument
@queries_option
@json_option
def main(address: str, queries: Path, as_json: bool) -> None:
    """Measure and print."""
    ranking = Ranking()
    scorer = Scorer.of(Snapshot.open(live_folder(address)), ranking)
    texts = read_lines(queries)

    def opened() -> EmbeddedSession:
        return EmbeddedSession(scorer)

    # What is read once for all queries is read now: tables, and the file of the lexicon.
    plan(opened(), ranking, Query("Nile حخن"))
    _corrected(opened, "حخنكل")

    works: dict[str, Callable[[str], object]] = {
        "read": lambda text: interpret(opened(), Query(text)),
        "parsed": lambda text: parse(text, scorer.snapshot.analyzer),
        "planned": lambda text: plan(opened(), ranking, Query(text)),
    }
    report = {name: _twice([partial(work, text) for text in texts]) for name, work in works.items()}
    counted = [opened().execute(plan(opened(), ranking, Query(text))).facets for text in texts]
    report["laid out"] = _twice([partial(_laid_out, facets) for facets in counted])
    report["corrected"] = _twice([partial(_corrected, opened, word) for word in slips(texts)])
    if as_json:
        click.echo(json.dumps(report, indent=2))
        return
    for name, rates in report.items():
        click.echo(f"{name:10} {rates['first']:9,}/s  again {rates['again']:9,}/s")


if __name__ == "__main__":
    main()
