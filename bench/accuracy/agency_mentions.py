"""How well the credits of agencies, papers and broadcasters are read.

usage: python -m bench.accuracy.agency_mentions [--half dev|test] [--errors]

``bench/accuracy/agency_mentions.tsv`` lists judged places of SaudiNewsNet and ANT; the corpora
themselves lie beside the project. A place that the code finds is right where it overlaps a judged
place with the same id. Every place of a listed article counts, listed or not.
"""

import json
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from bench.measuring import CORPORA, read_lines, tell
from index.facts.agencies import Mention, credits, mentions, resolve

_JUDGED = Path(__file__).with_suffix(".tsv")
_TAGS = {"url": "URL", "deck": "ABSTRACT", "body": "TEXT", "byline": "AUTHOR"}
_FIELDS = ("byline", "body")

Record = dict[str, str]
Address = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A line of the list; ``start`` is -1 for an article without a credit."""

    where: str
    start: int
    end: int
    id: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the list: corpus and url, its half, how it was drawn, and its places."""

    address: Address
    half: str
    draw: str
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A judged place that was found (``right``) or not (``missed``), or a ``false`` finding."""

    what: str
    where: str
    start: int
    end: int
    id: str


def judged_articles() -> list[Article]:
    """Read the judged list, one entry an article."""
    places: dict[tuple[Address, str, str], list[Judged]] = defaultdict(list)
    for line in read_lines(_JUDGED):
        corpus, url, where, start, end, id_, half, draw = line.split("\t")
        places[(corpus, url), half, draw].append(Judged(where, int(start), int(end), id_))
    return [
        Article(address, half, draw, tuple(judged))
        for (address, half, draw), judged in places.items()
    ]


def records(corpora: Path) -> dict[Address, Record]:
    """Read the records of both corpora, of each url the first."""
    found: dict[Address, Record] = {}
    for corpus, record in (*_saudinewsnet(corpora), *_ant(corpora)):
        if record["url"]:
            found.setdefault((corpus, record["url"]), record)
    return found


def _saudinewsnet(corpora: Path) -> Iterator[tuple[str, Record]]:
    for path in sorted((corpora / "saudinewsnet").glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".json") and "MACOSX" not in name:
                    for record in json.loads(archive.read(name).decode("utf-8-sig")):
                        yield (
                            "saudinewsnet",
                            {
                                "url": record.get("url") or "",
                                "byline": record.get("author") or "",
                                "body": record.get("content") or "",
                                "source": record.get("source") or "",
                            },
                        )


def _ant(corpora: Path) -> Iterator[tuple[str, Record]]:
    with zipfile.ZipFile(corpora / "ant" / "ant-v1.1.zip") as archive:
        for name in sorted(archive.namelist()):
            if name.endswith(".txt"):
                text = archive.read(name).decode("utf-8", "replace")
                record = {field: _tagged(text, tag) for field, tag in _TAGS.items()}
                yield "ant", record | {"url": record["url"].strip(), "source": "Jawhara FM"}


def _tagged(text: str, tag: str) -> str:
    match = re.search(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
    return match.group(1) if match else ""


def outcomes(article: Article, record: Record) -> list[Outcome]:
    """Return what became of each judged place, and what was found besides."""
    own = resolve(record["source"]) or ""
    result: list[Outcome] = []
    for where in _FIELDS:
        read = credits if where == "byline" else mentions
        found = read(record[where], own=own)
        judged = [place for place in article.judged if place.where == where and place.start >= 0]
        result += (_judge(place, found) for place in judged)
        result += (
            Outcome("false", where, mention.start, mention.end, mention.id)
            for mention in found
            if not any(_same(place, mention) for place in judged)
        )
    return result


def _judge(place: Judged, found: Sequence[Mention]) -> Outcome:
    what = "right" if any(_same(place, mention) for mention in found) else "missed"
    return Outcome(what, place.where, place.start, place.end, place.id)


def _same(place: Judged, mention: Mention) -> bool:
    overlaps = place.start < mention.end and mention.start < place.end
    return overlaps and place.id == mention.id


def _figures(counts: Counter[str]) -> str:
    right, missed, false = counts["right"], counts["missed"], counts["false"]
    precision = right / (right + false) if right + false else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    return (
        f"{counts['articles']:>9}{right + missed:>9}{right:>7}{missed:>8}{false:>7}"
        f"{precision:>11.3f}{recall:>8.3f}"
    )


def _groups(article: Article) -> tuple[str, ...]:
    corpus = article.address[0]
    return ("all", article.half, f"{article.half} {corpus}", f"{article.half} {article.draw} draw")


@click.command()
@click.option("--half", type=click.Choice(["dev", "test"]), help="Only this half.")
@click.option("--errors", is_flag=True, help="Print the places that differ.")
@click.option(
    "--corpora",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=CORPORA,
)
def main(half: str | None, errors: bool, corpora: Path) -> None:
    """Precision and recall on the judged list."""
    tell("reading the corpora")
    known = records(corpora)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for article in judged_articles():
        if half not in (None, article.half):
            continue
        record = known[article.address]
        found = outcomes(article, record)
        for group in _groups(article):
            counts[group]["articles"] += 1
            counts[group].update(outcome.what for outcome in found)
        for outcome in found:
            counts[f"{article.half} {outcome.where}"][outcome.what] += 1
            if errors and outcome.what != "right":
                _print_error(article, record, outcome)
    click.echo(f"{'':<24} articles   places  right  missed  false  precision  recall")
    for group, counted in sorted(counts.items()):
        click.echo(f"{group:<24}{_figures(counted)}")


def _print_error(article: Article, record: Record, outcome: Outcome) -> None:
    text = record[outcome.where]
    around = text[max(0, outcome.start - 40) : outcome.end + 40].replace("\n", "¶")
    click.echo(f"{outcome.what:<7}{article.half:<5}{outcome.where:<7}{outcome.id:<16}{around}")


if __name__ == "__main__":
    main()
