"""Groups of near-copies in SaudiNewsNet: how many, across which papers, and at what cost.

usage: python -m bench.accuracy.copies SHARED [--show N] [--seed S] [--compare]

SHARED is the folder that has ``corpora/saudinewsnet``. ``--show`` prints random groups for
reading, ``--compare`` the figures of other rules, side by side. Texts go to the terminal only.
"""

import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

import click

from bench.measuring import articles_of, shared_argument
from index.analysis import folded_words, tokenize
from index.article import Article
from index.facts.near_duplicates.finder import CopyFinder
from index.facts.near_duplicates.signatures import codes, core, shingles
from index.facts.near_duplicates.similarity import RULES, ComparedText, Rules, similarity_of

_RUN = 12
_MOST_WITH_A_RUN = 16
_PASSAGES = 3
_PASSAGE_WORDS = 8

_VARIANTS = {
    "as it is": RULES,
    "shingles of 3 words": replace(RULES, shingle=3),
    "shingles of 5 words": replace(RULES, shingle=5),
    "alike from .4": replace(RULES, alike=0.4),
    "alike from .5": replace(RULES, alike=0.5),
    "alike from .6": replace(RULES, alike=0.6),
    "alike from .7": replace(RULES, alike=0.7),
    "alike from .8": replace(RULES, alike=0.8),
    "contained from .65": replace(RULES, contained=0.65),
    "contained from .9": replace(RULES, contained=0.9),
    "no shortened copies": replace(RULES, contained=1.01),
    "no doubts": replace(RULES, doubtful=RULES.alike),
}

Texts = Sequence[tuple[Article, Sequence[str]]]
Groups = Mapping[int, Sequence[int]]


def texts_of(path: Path) -> Texts:
    """Read the articles of a source, with the folded words of their bodies."""
    return [(record, folded_words(record.body or record.title)) for record in articles_of(path)]


def group(texts: Texts, rules: Rules) -> tuple[Sequence[int], float, float]:
    """Return the lead of every article, and the seconds of adding and of grouping."""
    with CopyFinder(rules) as finder:
        started = time.perf_counter()
        for article, words in texts:
            finder.add(article, words)
        added = time.perf_counter()
        leads = finder.freeze()
        return leads, added - started, time.perf_counter() - added


def groups_of(leads: Sequence[int]) -> Groups:
    """Return the groups of two or more, by their leads."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    for number, lead in enumerate(leads):
        members[lead].append(number)
    return {lead: numbers for lead, numbers in members.items() if len(numbers) > 1}


def pairs_with_a_run(texts: Texts) -> Sequence[tuple[int, int]]:
    """Return pairs of articles of two papers that share a run of words which few others have."""
    having: defaultdict[int, list[int]] = defaultdict(list)
    for number, (article, words) in enumerate(texts):
        kept = words[core(article.body, [token.start for token in tokenize(article.body)])]
        for run in set(shingles(codes(kept), _RUN).tolist()):
            having[run].append(number)
    return sorted(
        {
            (one, other)
            for numbers in having.values()
            if 1 < len(numbers) <= _MOST_WITH_A_RUN
            for place, other in enumerate(numbers)
            for one in numbers[:place]
            if texts[one][0].source != texts[other][0].source
        }
    )


def summary(texts: Texts, groups: Groups) -> str:
    """Return one line on the groups."""
    papers = sum(
        len({texts[number][0].source for number in group}) > 1 for group in groups.values()
    )
    return f"{len(groups):6,} {sum(map(len, groups.values())):8,} {papers:13,}"


def describe(texts: Texts, lead: int, numbers: Sequence[int]) -> None:
    """Print a group for reading: what each member changes of the lead."""
    _, first = texts[lead]
    for number in (lead, *(number for number in numbers if number != lead)):
        article, words = texts[number]
        found = similarity_of(ComparedText.of(codes(first)), ComparedText.of(codes(words)))
        print(
            f"  {'lead' if number == lead else '    '} {article.source} {article.published} "
            f"{len(words)} words r={found.resemblance:.2f} c={found.contained:.2f} {article.title}"
        )
        matcher = SequenceMatcher(None, first, words, autojunk=False)
        changes = [
            (first[start:end], words[other_start:other_end])
            for change, start, end, other_start, other_end in matcher.get_opcodes()
            if change != "equal"
        ]
        changes.sort(key=lambda change: -len(change[0]) - len(change[1]))
        for before, after in changes[:_PASSAGES]:
            print(f"         {_passage(before)} → {_passage(after)}")


def _passage(words: Sequence[str]) -> str:
    more = f" … ({len(words)})" if len(words) > _PASSAGE_WORDS else ""
    return " ".join(words[:_PASSAGE_WORDS]) + more


def compare(texts: Texts) -> None:
    """Print the figures of other rules."""
    pairs = pairs_with_a_run(texts)
    print(f"\n{len(pairs):,} pairs of two papers share a run of {_RUN} words")
    print(f"{'':22} groups articles across papers  pairs in one group")
    for name, rules in _VARIANTS.items():
        leads, _, _ = group(texts, rules)
        joined = sum(leads[one] == leads[other] for one, other in pairs)
        print(f"{name:22} {summary(texts, groups_of(leads))}  {joined:18,}", flush=True)


@click.command()
@shared_argument
@click.option("--show", default=0, help="Print so many random groups for reading.")
@click.option("--seed", default=0, show_default=True, help="Which groups.")
@click.option("--compare", "comparing", is_flag=True, help="Try other rules, too.")
def main(shared: Path, show: int, seed: int, comparing: bool) -> None:
    """Group the near-copies of SHARED/corpora/saudinewsnet."""
    texts = texts_of(shared / "corpora" / "saudinewsnet")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    leads, adding, grouping = group(texts, RULES)
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    groups = groups_of(leads)
    print(f"{len(texts):,} articles")
    print(f"groups of two or more {len(groups):,}")
    print(f"articles in groups    {sum(map(len, groups.values())):,}")
    print(f"groups, articles, groups across papers {summary(texts, groups)}")
    sizes = sorted(Counter(map(len, groups.values())).items())
    print("sizes                 " + ", ".join(f"{size}: {count:,}" for size, count in sizes))
    print(f"adding                {adding:.1f} s, {adding / len(texts) * 1000:.2f} ms an article")
    print(
        f"grouping              {grouping:.1f} s, {grouping / len(texts) * 1000:.2f} ms an article"
    )
    print(f"memory at the peak    {more / 1024:.0f} MB more")
    chosen = sorted(groups)
    random.Random(seed).shuffle(chosen)
    for number, lead in enumerate(chosen[:show], start=1):
        print(f"\n{number} ({len(groups[lead])})")
        describe(texts, lead, groups[lead])
    if comparing:
        compare(texts)


if __name__ == "__main__":
    main()
