"""Inputs that are broken in every way are read within limits: some here, many by themselves."""

import pytest

from tests.index.sources.mutations import failures, mutated, wrong_with


def test_an_input_is_made_by_its_number_alone() -> None:
    for number in range(50):
        file, format = mutated(number)
        again, format_again = mutated(number)
        with file.open() as one, again.open() as other:
            assert (one.read(), file.name, format) == (other.read(), again.name, format_again)


def test_broken_inputs_are_read_and_told() -> None:
    wrong = {number: what for number in range(250) if (what := wrong_with(number))}
    assert not wrong


#: They raised or hung once.
@pytest.mark.parametrize("number", [5475, 10131, 7717629])
def test_inputs_that_were_not_read_once(number: int) -> None:
    assert not wrong_with(number)


@pytest.mark.long
def test_twenty_thousand_broken_inputs() -> None:
    assert not [*failures(range(1_000, 21_000))]


def test_some_are_read_in_a_process_that_may_be_ended() -> None:
    assert not [*failures(range(20))]
    (first, *_) = failures(range(20), seconds=-60)
    assert first.number == 0
    assert "seconds" in first.what
