"""How well the people and organisations of articles are read.

usage: python -m bench.accuracy.entities GOLD CORPORA... [--kind KIND] [--lines odd|even] [--errors]

GOLD has a line of JSON for each judged article: ``id``, ``persons``, ``organisations`` and
``locations_named``; an entity has a ``name``, its ``mentions``, and ``unsure`` where careful
readers may differ. An id is that of an article in CORPORA, its address, or its ``DOCNO``. A judged
entity is right where one that was read has one of its forms, each once; unsure ones are neither
needed nor wrong. Both sides are folded.
"""

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import click

from bench.measuring import articles_of, read_lines, tell
from index.analysis import folded_words
from index.article import Article, NamedEntity
from index.facts.entities.reading import read

Kind = Literal["persons", "organisations"]
Record = dict[str, Any]

KINDS: tuple[Kind, ...] = ("persons", "organisations")
_DOCUMENT = re.compile(r"<DOCNO>\s*(\S+)\s*</DOCNO>.*?<URL>\s*(\S+)\s*</URL>", re.DOTALL)
_BEFORE_PLACES = ("في", "ب", "بمدينه", "بمنطقه", "بمحافظه", "بولايه")
_FEWEST_WORDS_BEFORE_PLACE = 2


@dataclass(frozen=True, slots=True)
class Judged:
    """An entity of the gold.

    Attributes:
        name: as the gold has it.
        forms: all its forms, folded.
        unsure: whether careful readers may differ.
    """

    name: str
    forms: frozenset[str]
    unsure: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a judged entity or of one that was read.

    Attributes:
        what: ``right``, ``missed``, ``false`` or, for what is found of an unsure one, ``unsure``.
        name: of the gold where it is there, else as it was read.
        reasons: why it was read.
    """

    what: str
    name: str
    reasons: tuple[str, ...] = ()


def folded(form: str) -> str:
    """Return a form of a name as it is compared: its words in folded spelling."""
    return " ".join(folded_words(form))


def judged_entities(record: Record, kind: Kind) -> list[Judged]:
    """Return the entities of one kind that a line of the gold has."""
    places = [folded(place) for place in record.get("locations_named", ())]
    return [
        Judged(
            entity["name"],
            frozenset(_forms((entity["name"], *entity["mentions"]), places, kind)),
            entity.get("unsure", False),
        )
        for entity in record[kind]
    ]


def _forms(written: Sequence[str], places: Sequence[str], kind: Kind) -> Iterator[str]:
    """Yield forms, and of an organisation's also without the place at its end."""
    for form in map(folded, written):
        yield form
        if kind == "organisations":
            for place in places:
                yield from _without_place(form, place)


def _without_place(form: str, place: str) -> Iterator[str]:
    for before in _BEFORE_PLACES:
        shorter = form.removesuffix(f" {before}{'' if before == 'ب' else ' '}{place}")
        if shorter != form and len(shorter.split()) >= _FEWEST_WORDS_BEFORE_PLACE:
            yield shorter


def outcomes(judged: Sequence[Judged], found: Sequence[NamedEntity]) -> list[Outcome]:
    """Pair judged entities with those that were read, sure ones first."""
    left = [(entity, frozenset(map(folded, written_forms(entity)))) for entity in found]
    result: list[Outcome] = []
    for one in sorted(judged, key=lambda one: one.unsure):
        shared = [len(one.forms & forms) for _, forms in left]
        if not any(shared):
            if not one.unsure:
                result.append(Outcome("missed", one.name))
            continue
        entity, _ = left.pop(shared.index(max(shared)))
        result.append(Outcome("unsure" if one.unsure else "right", one.name, _reasons(entity)))
    doubtful = frozenset(form for one in judged if one.unsure for form in one.forms)
    return result + [
        Outcome("unsure" if forms & doubtful else "false", entity.name, _reasons(entity))
        for entity, forms in left
    ]


def written_forms(entity: NamedEntity) -> Iterator[str]:
    """Yield the name of an entity and every mention of it."""
    yield entity.name
    for mention in entity.mentions:
        yield mention.text


def _reasons(entity: NamedEntity) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.reason for mention in entity.mentions))


def articles_by_id(corpora: Sequence[Path], wanted: frozenset[str]) -> dict[str, Article]:
    """Return the articles of these ids, addresses or document numbers."""
    found: dict[str, Article] = {}
    for path in corpora:
        numbers = {address: number for number, address in _numbers(path) if number in wanted}
        for article in articles_of(path):
            for name in (article.id, article.url, numbers.get(article.url, "")):
                if name in wanted:
                    found.setdefault(name, article)
    return found


def _numbers(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the document numbers of archives, with the address of each."""
    for archive_path in sorted(path.rglob("*.zip")) if path.is_dir() else [path]:
        with zipfile.ZipFile(archive_path) as archive:
            for name in archive.namelist():
                if name.endswith(".txt"):
                    head = archive.read(name).decode("utf-8", "replace")
                    if match := _DOCUMENT.search(head):
                        yield match.group(1), match.group(2)


def _figures(counts: Counter[str]) -> str:
    right, missed, false = counts["right"], counts["missed"], counts["false"]
    precision = right / (right + false) if right + false else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    return (
        f"{right + missed:>6}{right:>7}{missed:>8}{false:>7}{counts['unsure']:>8}"
        f"{precision:>11.3f}{recall:>8.3f}"
    )


@click.command()
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("corpora", nargs=-1, type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--kind", type=click.Choice(KINDS), help="Only this kind.")
@click.option("--lines", type=click.Choice(["odd", "even"]), help="Only these lines of GOLD.")
@click.option("--errors", is_flag=True, help="Print what was missed and what is false.")
def main(
    gold: Path, corpora: Sequence[Path], kind: Kind | None, lines: str | None, errors: bool
) -> None:
    """Precision and recall per kind on judged articles."""
    records = [json.loads(line) for line in read_lines(gold)]
    if lines:
        records = records[lines == "even" :: 2]
    tell("reading the corpora")
    articles = articles_by_id(corpora, frozenset(record["id"] for record in records))
    counts: dict[Kind, Counter[str]] = {each: Counter() for each in KINDS if kind in (None, each)}
    for record in records:
        if record["id"] not in articles:
            tell(f"not in the corpora: {record['id']}")
            continue
        read_of = dict(zip(KINDS, read(articles[record["id"]]), strict=True))
        for each, counted in counts.items():
            found = outcomes(judged_entities(record, each), read_of[each])
            counted.update(outcome.what for outcome in found)
            if errors:
                _print_errors(record["id"], found)
    click.echo(f"{'':<14}  sure  right  missed  false  unsure  precision  recall")
    for each, counted in counts.items():
        click.echo(f"{each:<14}{_figures(counted)}")


def _print_errors(id_: str, found: Sequence[Outcome]) -> None:
    for outcome in found:
        if outcome.what in ("missed", "false"):
            reasons = " | ".join(filter(None, outcome.reasons))
            click.echo(f"{outcome.what:<8}{outcome.name:<40}{reasons:<30}{id_[-60:]}")


if __name__ == "__main__":
    main()
