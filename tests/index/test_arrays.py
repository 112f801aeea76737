"""Arrays come out of their file as they went in; what is no such file is told, never misread."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of

from index.arrays import Array, ArrayWriter, map_arrays, narrow, packed, unpacked, width_of

NAMES = st.text(max_size=8)
DTYPES = st.sampled_from(["u1", "<u2", "<u4", "<u8", "<i4", "<i8", "<f4", "<f8", ">u4", ">i8"])
ARRAYS = st.dictionaries(
    NAMES, DTYPES.flatmap(lambda dtype: arrays_of.arrays(dtype, st.integers(0, 40))), max_size=5
)


def written(path: Path, arrays: Mapping[str, Array]) -> Path:
    with ArrayWriter(path) as file:
        for name, array in arrays.items():
            file.add(name, array)
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("arrays") / "some.arrays"


@given(ARRAYS)
def test_what_is_written_is_mapped(path: Path, arrays: dict[str, Array]) -> None:
    path.unlink(missing_ok=True)
    mapped = map_arrays(written(path, arrays))
    assert list(mapped) == list(arrays)
    for name, array in arrays.items():
        assert mapped[name].dtype == array.dtype.newbyteorder("<")
        assert np.array_equal(mapped[name], array, equal_nan=array.dtype.kind == "f")
        assert not mapped[name].flags.writeable


@given(ARRAYS)
def test_what_is_packed_is_unpacked(path: Path, arrays: dict[str, Array]) -> None:
    content = packed(arrays)
    assert content == written(path, arrays).read_bytes()
    found = unpacked(content)
    assert list(found) == list(arrays)
    for name, array in arrays.items():
        assert np.array_equal(found[name], array, equal_nan=array.dtype.kind == "f")


@given(st.lists(st.binary(max_size=80).map(lambda part: part[: len(part) // 4 * 4]), max_size=6))
def test_an_array_may_come_in_parts_as_numbers_or_bytes(path: Path, parts: list[bytes]) -> None:
    path.unlink(missing_ok=True)
    with ArrayWriter(path) as file:
        file.add("before", np.arange(3))
        file.begin("parts", np.uint32)
        for number, part in enumerate(parts):
            file.append(part if number % 2 else np.frombuffer(part, dtype="<u4").astype(np.int64))
        file.add("behind", np.arange(5))
    mapped = map_arrays(path)
    assert mapped["parts"].tobytes() == b"".join(parts)
    assert mapped["before"].tolist() == [0, 1, 2]
    assert mapped["behind"].tolist() == [0, 1, 2, 3, 4]


def test_every_array_begins_where_whole_vectors_can_be_read(path: Path) -> None:
    arrays = {str(size): np.arange(size, dtype=np.uint8) for size in (1, 63, 64, 65, 0, 7)}
    for array in map_arrays(written(path, arrays)).values():
        assert array.ctypes.data % 64 == 0


def test_a_file_that_is_removed_stays_readable(path: Path) -> None:
    mapped = map_arrays(written(path, {"numbers": np.arange(10_000)}))
    path.unlink()
    assert mapped["numbers"].tolist() == list(range(10_000))


SAMPLE = {"numbers": np.arange(100, dtype=np.uint16), "سلسلة": np.array([1.5, -2.5])}


def test_a_cut_file_is_none(path: Path) -> None:
    """Wherever it is cut."""
    whole = written(path, SAMPLE).read_bytes()
    for length in range(len(whole)):
        path.unlink()
        path.write_bytes(whole[:length])
        with pytest.raises(ValueError, match=r".+"):
            map_arrays(path)


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"PK\x03\x04" + bytes(100), b"FIHRIS2\n" + bytes(100), bytes(1000), b"FIHRIS1\n"],
)
def test_a_foreign_file_is_none(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r".+"):
        map_arrays(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        map_arrays(tmp_path / "none")


@given(st.data())
def test_a_garbled_directory_is_no_other_error(path: Path, data: st.DataObject) -> None:
    """It is told, or the arrays are within the file."""
    path.unlink(missing_ok=True)
    content = bytearray(written(path, SAMPLE).read_bytes())
    first = content.rindex(b'{"numbers"')
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(first, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.unlink()
    path.write_bytes(content)
    try:
        mapped = map_arrays(path)
    except ValueError:
        return
    assert all(0 <= array.nbytes <= len(content) for array in mapped.values())


@pytest.mark.parametrize(
    "directory",
    [
        "[]", "1", "null", '{"a": 1}', '{"a": ["<u4", 8]}', '{"a": ["<u4", 8, 1, 1]}',
        '{"a": ["nonsense", 8, 1]}', '{"a": ["O", 8, 1]}', '{"a": ["<U4", 8, 1]}',
        '{"a": ["<u4", 8, 9999]}', '{"a": ["<u4", 9999, 1]}', '{"a": ["<u4", -8, 1]}',
        '{"a": ["<u4", 8, -1]}', '{"a": ["<u4", 8, -7]}', '{"a": ["<u4", 1e999, 1]}',
        '{"a": ["<u4", 8, 1e999]}', '{"a": ["<u4", 100000000000000000000, 1]}',
        '{"a": ["<u4", 8, 100000000000000000000]}', '{"a": [null, 8, 1]}', "[" * 100_000,
    ],
    ids=lambda text: text[:40],
)  # fmt: skip
def test_a_directory_of_another_form_is_told(path: Path, directory: str) -> None:
    content = b"FIHRIS1\n" + bytes(64) + directory.encode()
    place = np.array([72, len(directory)], dtype="<u8").tobytes()
    path.unlink(missing_ok=True)
    path.write_bytes(content + place)
    with pytest.raises(ValueError, match=r".+"):
        map_arrays(path)


def test_a_file_that_was_given_up_is_none(path: Path) -> None:
    def give_up() -> None:
        with ArrayWriter(path) as file:
            file.add("numbers", np.arange(100))
            raise ZeroDivisionError

    path.unlink(missing_ok=True)
    with pytest.raises(ZeroDivisionError):
        give_up()
    with pytest.raises(ValueError, match="directory"):
        map_arrays(path)


@given(st.lists(st.integers(0, 2**63 - 1)))
def test_numbers_are_kept_in_the_narrowest_type(numbers: list[int]) -> None:
    array = narrow(np.array(numbers, dtype=np.int64))
    assert array.tolist() == numbers
    narrower = [kind for kind in ("u1", "u2", "u4") if np.dtype(kind) < array.dtype]
    assert all(max(numbers) > np.iinfo(kind).max for kind in narrower)
    assert array.dtype == width_of(max(numbers, default=0))


@pytest.mark.parametrize(
    ("most", "kind"),
    [(0, "u1"), (255, "u1"), (256, "u2"), (65_535, "u2"), (65_536, "u4"), (2**32, "u8")],
)
def test_the_narrowest_type(most: int, kind: str) -> None:
    assert width_of(most) == np.dtype(kind)
