from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from search.engines.embedded.bounded_cache import BoundedCache


@dataclass(frozen=True)
class Block:
    nbytes: int


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 60)), max_size=60))
def test_what_is_kept_stays_within_the_memory(kept: list[tuple[int, int]]) -> None:
    cache: BoundedCache[Block] = BoundedCache(100)
    held: dict[int, Block] = {}
    for key, size in kept:
        held.setdefault(key, Block(size))
        cache.keep(key, held[key])
        found = [block for key, block in held.items() if cache.get(key) is block]
        assert cache.nbytes == sum(block.nbytes for block in found) <= 100
        assert len(cache) == len(found)


def test_the_least_recently_used_goes_first() -> None:
    cache: BoundedCache[Block] = BoundedCache(2)
    for key in "ab":
        cache.keep(key, Block(1))
    assert cache.get("a")
    cache.keep("c", Block(1))
    assert (cache.get("b"), bool(cache.get("a")), bool(cache.get("c"))) == (None, True, True)


def test_what_is_larger_than_the_memory_is_not_kept() -> None:
    cache: BoundedCache[Block] = BoundedCache(2)
    cache.keep("a", Block(3))
    assert cache.get("a") is None
