import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.copies import behind


@given(
    st.lists(st.integers(0, 6), max_size=30).flatmap(
        lambda texts: st.tuples(
            st.just(texts),
            st.permutations(range(len(texts))).flatmap(
                lambda order: st.integers(0, len(order)).map(lambda size: list(order)[:size])
            ),
        )
    ),
    st.integers(1, 12),
)
def test_copies_stand_behind_the_first_hits(
    archive: tuple[list[int], list[int]], first_hits: int
) -> None:
    texts, ordered = archive
    found = behind(
        np.array(ordered, dtype=np.intp), np.array(texts, dtype=np.int64), first_hits
    ).tolist()
    assert sorted(found) == sorted(ordered), "nothing is lost and nothing added"
    distinct = list(dict.fromkeys(texts[number] for number in ordered))
    first = found[:first_hits]
    assert [texts[number] for number in first][: len(distinct)] == distinct[:first_hits]
    # Of each text the best article stands there.
    for number in first[: len(distinct)]:
        assert number == next(other for other in ordered if texts[other] == texts[number])
    # Both parts keep their order.
    place = {number: at for at, number in enumerate(ordered)}
    for part in (found[: min(first_hits, len(distinct))], found[min(first_hits, len(distinct)) :]):
        assert [place[number] for number in part] == sorted(place[number] for number in part)


def test_by_hand() -> None:
    texts = np.array([7, 7, 8, 7, 9], dtype=np.int64)
    ordered = np.array([0, 1, 2, 3, 4], dtype=np.intp)
    assert behind(ordered, texts, 2).tolist() == [0, 2, 1, 3, 4]
    assert behind(ordered, texts, 3).tolist() == [0, 2, 4, 1, 3]
    assert behind(ordered, texts, 9).tolist() == [0, 2, 4, 1, 3]
