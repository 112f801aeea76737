"""The bar that shows how far a command has come."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from commands.problems import ProblemsTold
from index.indexing import Watcher
from index.visible import visible_line


@contextmanager
def progress(
    first: str, *, of_articles: bool = False, all_problems: bool = False
) -> Iterator[Watcher]:
    """Show a bar on standard error: bytes or articles that are read, then articles indexed.

    Args:
        first: what is done first, as the bar calls it.
        of_articles: whether that is counted in articles, not bytes.
        all_problems: whether every problem is told, not only the first of each kind.
    """
    # Its thread would keep a build from forking.
    tqdm.monitor_interval = 0
    unit = {"unit": " articles"} if of_articles else {"unit": "B", "unit_scale": True}
    # Shown on a terminal only, and not before there is something to show.
    with tqdm(desc=first, dynamic_ncols=True, disable=None, delay=0.2, **unit) as bar:

        def write(line: str) -> None:
            bar.write(visible_line(line), file=sys.stderr)

        told = ProblemsTold(write, every=all_problems)

        def total(size: int) -> None:
            bar.reset(total=size)

        def advance(size: int) -> None:
            bar.update(size)

        def indexing(articles: int) -> None:
            bar.reset(total=articles)
            bar.set_description("indexing")
            bar.unit, bar.unit_scale = " articles", False

        def writing() -> None:
            bar.set_description("writing the index")

        try:
            yield Watcher(total, advance, told, indexing, writing)
        finally:
            told.end()
