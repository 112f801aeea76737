import pytest

import settings
from index.errors import SettingError


def test_defaults() -> None:
    values = settings.read({})
    assert values == settings.Settings(
        engine="whoosh:var/index",
        host="127.0.0.1",
        port=8000,
        threads=8,
        archive_name="فهرس",
        public_address="",
        cache_seconds=0,
        cors_origins=(),
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


def test_addresses_of_others() -> None:
    values = settings.read(
        {
            "FIHRIS_PUBLIC_ADDRESS": "https://archive.example/news/",
            "FIHRIS_CORS_ORIGINS": "https://a.example http://b.example:8080",
        }
    )
    assert values.public_address == "https://archive.example/news"
    assert values.cors_origins == ("https://a.example", "http://b.example:8080")
    assert settings.read({"FIHRIS_CORS_ORIGINS": "*"}).cors_origins == ("*",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FIHRIS_PUBLIC_ADDRESS", "archive.example"),
        ("FIHRIS_PUBLIC_ADDRESS", "ftp://archive.example"),
        ("FIHRIS_PUBLIC_ADDRESS", "https://archive.example/?q="),
        ("FIHRIS_CORS_ORIGINS", "https://a.example/path"),
        ("FIHRIS_CORS_ORIGINS", "https://a.example, https://b.example"),
        ("FIHRIS_CORS_ORIGINS", "a.example"),
    ],
)
def test_an_address_without_meaning_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"{name}='"):
        settings.read({name: value})
