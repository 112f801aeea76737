import pytest

import settings
from index.errors import SettingError


def test_defaults() -> None:
    values = settings.read({})
    assert values == settings.Settings(
        engine="whoosh:var/index", host="127.0.0.1", port=8000, threads=8, archive_name="فهرس"
    )


def test_the_environment_wins_and_an_empty_value_is_none() -> None:
    values = settings.read({"FIHRIS_PORT": "0", "FIHRIS_HOST": "", "FIHRIS_ENGINE": "whoosh:x"})
    assert (values.port, values.host, values.engine) == (0, "127.0.0.1", "whoosh:x")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FIHRIS_PORT", "x"),
        ("FIHRIS_PORT", "65536"),
        ("FIHRIS_PORT", "-1"),
        ("FIHRIS_THREADS", "0"),
    ],
)
def test_a_value_without_meaning_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"{name}='{value}': write a number from"):
        settings.read({name: value})
