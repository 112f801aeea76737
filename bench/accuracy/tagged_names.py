"""How well people and organisations are read in sentences whose words are tagged.

usage: python -m bench.accuracy.tagged_names TAGGED [--sentences N] [--errors KIND]

TAGGED has a word and its tag a line, parted by a space, and an empty line behind each sentence;
tags are those of CoNLL (B-PERS, I-PERS, B-ORG, I-ORG, O). N sentences are read as one article. An
entity is right where exactly its words are read; a clitic in front of the first is no difference.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from index.article import Article, NamedEntity
from index.facts.entities.reading import read

_TAGS = {"persons": "PERS", "organisations": "ORG"}
_SENTENCES = 12

Sentence = list[tuple[str, str]]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TaggedArticle:
    """Sentences as the body of an article.

    Attributes:
        body: the words with spaces between them, a line for each sentence.
        entities: by tag, the offsets of the first word of each and of the end of its last.
        begins: where the word begins that an offset lies in.
    """

    body: str
    entities: dict[str, frozenset[Place]]
    begins: dict[int, int]


def sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a file."""
    sentence: Sentence = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            word, _, tag = line.rpartition(" ")
            sentence.append((word, tag))
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def tagged_article(several: Sequence[Sentence]) -> TaggedArticle:
    """Lay sentences out as an article."""
    body = ""
    entities: dict[str, list[list[int]]] = {tag: [] for tag in _TAGS.values()}
    begins: dict[int, int] = {}
    for sentence in several:
        for word, tag in sentence:
            start, end = len(body), len(body) + len(word)
            begins.update(dict.fromkeys(range(start, end), start))
            mark, _, kind = tag.partition("-")
            if kind in entities and mark == "B":
                entities[kind].append([start, end])
            elif entities.get(kind):
                entities[kind][-1][1] = end
            body += word + " "
        body = body[:-1] + "\n\n"
    found = {tag: frozenset((a, b) for a, b in places) for tag, places in entities.items()}
    return TaggedArticle(body, found, begins)


def places_read(article: TaggedArticle, entities: Sequence[NamedEntity]) -> frozenset[Place]:
    """Return the places of mentions, from the beginning of the word that each begins in."""
    return frozenset(
        (article.begins.get(mention.start, mention.start), mention.start + len(mention.text))
        for entity in entities
        for mention in entity.mentions
        if mention.part == "body"
    )


@click.command()
@click.argument("tagged", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sentences", "count", type=click.IntRange(min=1), default=_SENTENCES)
@click.option("--errors", type=click.Choice(list(_TAGS)), help="Print what differs of this kind.")
def main(tagged: Path, count: int, errors: str | None) -> None:
    """Precision, recall and F1 on tagged sentences."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in _TAGS}
    everything = list(sentences(tagged))
    for at in range(0, len(everything), count):
        several = everything[at : at + count]
        article = tagged_article(several)
        both = read(Article(id="", body=article.body))
        for kind, entities in zip(_TAGS, both, strict=True):
            found = places_read(article, entities)
            wanted = article.entities[_TAGS[kind]]
            counts[kind].update(right=len(found & wanted), missed=len(wanted - found))
            counts[kind].update(false=len(found - wanted))
            if errors == kind:
                _print_errors(article, "missed", wanted - found)
                _print_errors(article, "false", found - wanted)
    click.echo(
        f"{'':<14}{'right':>7}{'missed':>8}{'false':>7}{'precision':>11}{'recall':>8}{'F1':>7}"
    )
    for kind, counted in counts.items():
        click.echo(f"{kind:<14}{_figures(counted)}")


def _figures(counts: Counter[str]) -> str:
    right, missed, false = counts["right"], counts["missed"], counts["false"]
    precision = right / (right + false) if right + false else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    f1 = 2 * right / (2 * right + missed + false) if right else 0.0
    return f"{right:>7}{missed:>8}{false:>7}{precision:>11.3f}{recall:>8.3f}{f1:>7.3f}"


def _print_errors(article: TaggedArticle, what: str, places: frozenset[Place]) -> None:
    for start, end in sorted(places):
        around = article.body[max(0, start - 40) : end + 30].replace("\n", "¶")
        click.echo(f"{what:<8}{article.body[start:end]:<30}{around}")


if __name__ == "__main__":
    main()
