"""How well names are read in a corpus of tagged words, beside a trained tagger.

usage: python -m bench.accuracy.anercorp FILE [--train FILE] [--split] [--together N] [--errors K]

FILE has a word and its tag a line and an empty line between sentences, as ANERcorp has them:
B-PERS, I-PERS, B-ORG, I-ORG; other tags are passed over. A name is right where its words are
exactly those of the corpus. A word counts as a whole, so و ف ب ل ك on it make no difference; the
noun نادي before the name of a club, which the corpus leaves outside, is left out of what the
project's readers give. Credits (رويترز in brackets) are names in the corpus and none here.

``--train`` trains a conditional random field (CRFsuite) on another such file and measures it on
FILE; ``--split`` does so on the first four fifths of FILE, and measures both on its last fifth. Its
features are the word, its first and last letters, its shape, and the same of two words on each
side. Source: Benajiba and Rosso (2008), "Arabic Named Entity Recognition using CRFs".
"""

import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import click
import pycrfsuite

from bench.measuring import tell
from index.analysis import folded_words
from index.article import Article, NamedEntity
from index.facts.entities.reading import read

Kind = Literal["PERS", "ORG"]
#: A word and its tag.
Tagged = tuple[str, str]
Sentence = list[Tagged]
#: The numbers of the first word of a name and of the one behind its last.
Words = tuple[int, int]

KINDS: tuple[Kind, ...] = ("PERS", "ORG")
_OUTSIDE = frozenset(folded_words("نادي لنادي بنادي ونادي"))
_LEARNT_OF = 5
_NEIGHBOURS = (-2, -1, 1, 2)
_ROUNDS = 100


def sentences_of(path: Path) -> list[Sentence]:
    """Return the sentences of a file of tagged words; a line that has no tag is passed over."""
    sentences: list[Sentence] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, tag = line.strip().rpartition(" ")
        if word:
            sentences[-1].append((word, tag))
        elif sentences[-1] and not tag:
            sentences.append([])
    return [sentence for sentence in sentences if sentence]


def tagged_names(tags: Sequence[str], kind: Kind) -> set[Words]:
    """Return the names of one kind that tags mark."""
    names: list[Words] = []
    for at, tag in enumerate(tags):
        if tag == f"B-{kind}":
            names.append((at, at + 1))
        elif tag == f"I-{kind}" and names and names[-1][1] == at:
            names[-1] = (names[-1][0], at + 1)
    return set(names)


def read_names(sentences: Sequence[Sentence], kind: Kind) -> list[set[Words]]:
    """Return what the project's readers find in sentences that stand in one text."""
    lines = [" ".join(word for word, _ in sentence) for sentence in sentences]
    persons, organisations = read(Article(id="-", body="\n\n".join(lines)))
    return _by_sentence(sentences, persons if kind == "PERS" else organisations)


def _by_sentence(
    sentences: Sequence[Sentence], entities: Sequence[NamedEntity]
) -> list[set[Words]]:
    mentions = [(mention.start, mention.text) for one in entities for mention in one.mentions]
    found, begin = [], 0
    for sentence in sentences:
        borders = [begin]
        for word, _ in sentence:
            borders.append(borders[-1] + len(word) + 1)
        inside = ((start, text) for start, text in mentions if begin <= start < borders[-1])
        found.append({_words(sentence, borders, start, text) for start, text in inside})
        begin = borders[-1] + 1
    return found


def _words(sentence: Sentence, borders: Sequence[int], start: int, text: str) -> Words:
    first = next(at for at in range(len(sentence)) if borders[at + 1] > start)
    end = first + len(text.split())
    if end - first > 1 and _is_outside(sentence[first][0]):
        first += 1
    return first, min(end, len(sentence))


def _is_outside(word: str) -> bool:
    return not _OUTSIDE.isdisjoint(folded_words(word))


def features(sentence: Sentence, at: int) -> list[str]:
    """Return the features of a word for the trained tagger."""
    word = sentence[at][0]
    found = ["bias", f"word={word}", f"shape={_shape(word)}"]
    for length in (1, 2, 3, 4):
        found += [f"prefix={word[:length]}", f"suffix={word[-length:]}"]
    for away in _NEIGHBOURS:
        near = sentence[at + away][0] if 0 <= at + away < len(sentence) else "<>"
        found += [f"{away}:word={near}", f"{away}:prefix={near[:2]}", f"{away}:suffix={near[-2:]}"]
    return found


def _shape(word: str) -> str:
    if word.isdigit():
        return "digits"
    return (
        "latin" if word.isascii() and word.isalpha() else "letters" if word.isalpha() else "signs"
    )


def trained_tagger(sentences: Sequence[Sentence], model: Path) -> pycrfsuite.Tagger:
    """Train a tagger on sentences; it is kept in a file while it is used."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.1, "c2": 0.01, "max_iterations": _ROUNDS})
    for sentence in sentences:
        rows = [features(sentence, at) for at in range(len(sentence))]
        trainer.append(rows, [tag for _, tag in sentence])
    trainer.train(str(model))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    return tagger


def counted(gold: Sequence[set[Words]], found: Sequence[set[Words]]) -> Counter[str]:
    """Return how many names are right, missed and false."""
    counts: Counter[str] = Counter()
    for one, other in zip(gold, found, strict=True):
        counts["right"] += len(one & other)
        counts["missed"] += len(one - other)
        counts["false"] += len(other - one)
    return counts


def figures(counts: Counter[str]) -> str:
    """Return precision, recall and F1 as a line."""
    right = counts["right"]
    precision = right / max(1, right + counts["false"])
    recall = right / max(1, right + counts["missed"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"{right + counts['missed']:>7}{precision:>11.3f}{recall:>8.3f}{f1:>8.3f}"


def _blocks(sentences: Sequence[Sentence], size: int) -> Iterator[Sequence[Sentence]]:
    for start in range(0, len(sentences), size):
        yield sentences[start : start + size]


def _print_errors(
    sentences: Sequence[Sentence], gold: list[set[Words]], found: list[set[Words]]
) -> None:
    for sentence, one, other in zip(sentences, gold, found, strict=True):
        for what, names in (("missed", one - other), ("false", other - one)):
            for first, end in sorted(names):
                words = [word for word, _ in sentence]
                around = " ".join(words[max(0, first - 4) : end + 3])
                click.echo(f"{what:<8}{' '.join(words[first:end]):<40}{around}")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--train", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--split", is_flag=True, help="Train on the first four fifths of FILE.")
@click.option("--together", default=1, show_default=True, help="Sentences that make a text.")
@click.option("--errors", type=click.Choice(KINDS), help="Print what is missed and false.")
def main(file: Path, train: Path | None, split: bool, together: int, errors: Kind | None) -> None:
    """Precision, recall and F1 of names, of the project's readers and of a trained tagger."""
    sentences = sentences_of(file)
    learnt = sentences_of(train) if train else []
    if split:
        cut = len(sentences) * (_LEARNT_OF - 1) // _LEARNT_OF
        learnt, sentences = sentences[:cut], sentences[cut:]
    gold = {
        kind: [tagged_names([tag for _, tag in sentence], kind) for sentence in sentences]
        for kind in KINDS
    }
    click.echo(f"{'':<16}  names  precision  recall      F1")
    for kind in KINDS:
        found = [
            names for block in _blocks(sentences, together) for names in read_names(block, kind)
        ]
        click.echo(f"{'fihris ' + kind:<16}{figures(counted(gold[kind], found))}")
        if errors == kind:
            _print_errors(sentences, gold[kind], found)
    if learnt:
        _report_trained(learnt, sentences, gold)


def _report_trained(
    learnt: Sequence[Sentence], sentences: Sequence[Sentence], gold: dict[Kind, list[set[Words]]]
) -> None:
    started = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        tagger = trained_tagger(learnt, Path(folder) / "model")
        tell(f"trained in {time.process_time() - started:.0f} s of CPU")
        tags = [
            tagger.tag([features(sentence, at) for at in range(len(sentence))])
            for sentence in sentences
        ]
    for kind in KINDS:
        found = [tagged_names(row, kind) for row in tags]
        click.echo(f"{'CRF ' + kind:<16}{figures(counted(gold[kind], found))}")


if __name__ == "__main__":
    main()
