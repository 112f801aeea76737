"""What the measurements share: their queries and corpora, times and sums over them, progress."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from index import sources
from index.article import Article
from index.stores.address import parse_address
from index.stores.embedded.store import EmbeddedStore

ROOT = Path(__file__).resolve().parents[1]

#: Fifty queries, one a line.
QUERIES = ROOT / "bench" / "speed" / "queries.txt"

#: Where corpora are looked for that are not part of this repository.
CORPORA = ROOT.parent / "shared" / "corpora"

address_argument = click.argument("address", default="whoosh:var/index")
queries_option = click.option(
    "--queries",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=QUERIES,
    help="One query a line; by default the fifty of bench/speed/queries.txt.",
)
shared_argument = click.argument(
    "shared", type=click.Path(path_type=Path, exists=True, file_okay=False)
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def tell(what: str) -> None:
    """Print progress on standard error, with the time of day."""
    click.echo(f"{time.strftime('%H:%M:%S')} {what}", err=True)


def read_lines(path: Path) -> list[str]:
    """Return the lines of a file that are neither empty nor comments (``#``)."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def articles_of(path: Path) -> Iterator[Article]:
    """Yield the articles of anything that ``manage.py reindex`` reads, as their source gives them.

    Records that cannot be read are passed over.
    """
    for file in sources.find([path]):
        yield from (record for record in sources.read(file) if isinstance(record, Article))


def live_folder(address: str) -> Path:
    """Return the folder of the published index at an address of the embedded engine.

    Raises:
        FihrisError: where the address is none, or nothing is published there.
    """
    return EmbeddedStore(Path(parse_address(address).location)).live_folder()


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work took."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of the values lies below; ``0.5`` gives the upper median."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
