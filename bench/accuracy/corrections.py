"""«Did you mean»: how often slips of the pen are set right, and how often right words are not.

usage: python -m bench.accuracy.corrections [ADDRESS] [--queries FILE]... [--cases N]
       [--seed N] [--json]

Words that stand in five articles or more get one slip each, by a fixed seed: a letter too many,
too few, one of its neighbours on the keyboard, two in the wrong order, or one that is confused
with it. They stand in the queries of FILE (``id<TAB>query``) and in headlines of the archive, cut
to five words. A slip that makes another word of the archive is counted apart, since nobody can tell
it. Right is an offer that gives the typed query back; false alarms are offers for the queries and
headlines as they are. Cases with an even number were looked at while the weights were chosen;
report the odd ones.
"""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from bench.measuring import address_argument, json_option, live_folder, read_lines
from index.analysis import fold, tokenize
from index.analysis.stop import is_stop_word
from search.engines.embedded.scorers import Scorer
from search.engines.embedded.session import EmbeddedSession
from search.engines.embedded.snapshot import Snapshot
from search.ranking.bm25 import Ranking
from search.words.archive_vocabulary import ArchiveVocabulary
from search.words.spell_checker import correction
from search.words.vocabulary import Vocabulary

_LEAST_ARTICLES = 5
_WORDS_OF_A_QUERY = 5
_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ROWS = ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ")
_CONFUSED = {
    "ض": "ظد", "ظ": "ضز", "ذ": "زد", "ز": "ذ", "ث": "ست", "س": "صث", "ص": "س", "ت": "ط", "ط": "ت",
    "ق": "غك", "غ": "ق", "ك": "ق", "ح": "ه", "ه": "ح", "د": "ض", "ج": "ح", "ع": "ا",
}  # fmt: skip

Slip = Callable[[str, random.Random], str]


def _inserted(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) + 1)
    letter = chance.choice([word[at - 1], *_near(word[at - 1]), chance.choice(_ARABIC)])
    return word[:at] + letter + word[at:]


def _deleted(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at + 1 :]


def _beside(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + chance.choice(_near(word[at]) or [word[at]]) + word[at + 1 :]


def _swapped(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _mistaken(word: str, chance: random.Random) -> str:
    places = [at for at, letter in enumerate(word) if letter in _CONFUSED]
    if not places:
        return word
    at = chance.choice(places)
    return word[:at] + chance.choice(_CONFUSED[word[at]]) + word[at + 1 :]


SLIPS: dict[str, Slip] = {
    "too many": _inserted,
    "too few": _deleted,
    "neighbour": _beside,
    "swapped": _swapped,
    "confused": _mistaken,
}


def _near(letter: str) -> list[str]:
    """The letters left and right of one in its row of the Arabic keyboard."""
    for row in _ROWS:
        if (at := row.find(letter)) >= 0:
            return [row[place] for place in (at - 1, at + 1) if 0 <= place < len(row)]
    return []


def cases(
    queries: Sequence[str], vocabulary: Vocabulary, count: int, chance: random.Random
) -> Iterator[tuple[str, str, str]]:
    """Yield slips in queries: the kind, the query with the slip, and the query as it was."""
    kinds = list(SLIPS)
    made = 0
    while made < count:
        query = chance.choice(queries)
        words = [
            token
            for token in tokenize(query)
            if len(token.exact) >= 4
            and not is_stop_word(token.exact)
            and token.exact[0] in _ARABIC
            and vocabulary.count(token.exact) >= _LEAST_ARTICLES
        ]
        if not words:
            continue
        word = chance.choice(words)
        kind = kinds[made % len(kinds)]
        slipped = SLIPS[kind](word.exact, chance)
        if fold(slipped) != word.exact:
            made += 1
            yield kind, query[: word.start] + slipped + query[word.end :], query


def _same(one: str, other: str) -> bool:
    return [token.exact for token in tokenize(one)] == [token.exact for token in tokenize(other)]


def measure(
    found: Sequence[tuple[str, str, str]], vocabulary: Vocabulary, shown: int = 0
) -> dict[str, Counter[str]]:
    """Count what is offered for slips, by their kind."""
    counts: dict[str, Counter[str]] = {}
    for kind, typed, meant in found:
        outcome = _outcome(typed, meant, vocabulary)
        counts.setdefault(kind, Counter())[outcome] += 1
        if outcome != "right" and shown > 0:
            shown -= 1
            offered = correction(typed, vocabulary)
            click.echo(f"{outcome}: {typed} | {meant} | {offered.words if offered else ''}")
    return counts


def _outcome(typed: str, meant: str, vocabulary: Vocabulary) -> str:
    slipped = {token.exact for token in tokenize(typed)} - {t.exact for t in tokenize(meant)}
    if all(vocabulary.count(word) for word in slipped):
        return "a word"
    offered = correction(typed, vocabulary)
    if offered is None:
        return "nothing"
    return "right" if _same(offered.text, meant) else "wrong"


def false_alarms(queries: Sequence[str], vocabulary: Vocabulary, shown: int = 0) -> float:
    """Return the share of queries as they are for which something is offered."""
    offered = [found for query in queries if (found := correction(query, vocabulary))]
    for found in offered[:shown]:
        click.echo(f"false alarm: {found.words}")
    return len(offered) / len(queries) if queries else 0.0


def _queries_of(path: Path) -> list[str]:
    return [line.split("\t")[1] if "\t" in line else line for line in read_lines(path)]


def _headlines(snapshot: Snapshot, count: int, chance: random.Random) -> list[str]:
    found = []
    for number in chance.sample(range(snapshot.size), min(count, snapshot.size)):
        words = snapshot.article(number).title.split()
        if len(words) > 1:
            found.append(" ".join(words[:_WORDS_OF_A_QUERY]))
    return found


def _shares(counts: dict[str, Counter[str]]) -> dict[str, dict[str, float]]:
    total: Counter[str] = sum(counts.values(), Counter())
    rows = {**counts, "all": total}
    return {
        kind: {
            "cases": sum(row.values()),
            **{
                name: round(row[name] / sum(row.values()), 4)
                for name in ("right", "wrong", "nothing", "a word")
            },
            "right of what can be told": round(
                row["right"] / max(1, sum(row.values()) - row["a word"]), 4
            ),
        }
        for kind, row in rows.items()
    }


@click.command()
@address_argument
@click.option("--queries", "files", multiple=True, type=click.Path(path_type=Path, exists=True))
@click.option("--strange", multiple=True, type=click.Path(path_type=Path, exists=True),
              help="Queries of another archive: only their false alarms are counted.")  # fmt: skip
@click.option("--cases", "count", default=2000, show_default=True)
@click.option("--seed", default=5, show_default=True)
@click.option("--shown", default=0, help="Print so many cases that went wrong.")
@json_option
def main(
    address: str, files: tuple[Path, ...], strange: tuple[Path, ...], count: int, seed: int,
    shown: int, as_json: bool,
) -> None:  # fmt: skip
    """Measure corrections on an archive."""
    chance = random.Random(seed)
    snapshot = Snapshot.open(live_folder(address))
    vocabulary = ArchiveVocabulary(EmbeddedSession(Scorer.of(snapshot, Ranking())))
    queries = [query for path in files for query in _queries_of(path)]
    headlines = _headlines(snapshot, 1000, chance)
    made = list(cases([*queries, *headlines], vocabulary, count, chance))
    report: dict[str, object] = {
        "even (tuned on)": _shares(measure(made[::2], vocabulary, shown)),
        "odd (held out)": _shares(measure(made[1::2], vocabulary)),
        "false alarms, queries": round(false_alarms(queries, vocabulary, shown), 4),
        "false alarms, headlines": round(false_alarms(headlines, vocabulary, shown), 4),
    }
    for path in strange:
        report[f"false alarms, {path.name}"] = round(
            false_alarms(_queries_of(path), vocabulary, shown), 4
        )
    click.echo(json.dumps(report, ensure_ascii=False, indent=None if as_json else 2))


if __name__ == "__main__":
    main()
