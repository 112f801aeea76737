import os
from datetime import date
from pathlib import Path

import pytest

import settings
from index.errors import SettingError
from index.feeds.options import FollowOptions
from index.limits import SourceLimits
from index.stores import ClusterOptions, FolderOptions
from index.watching.options import WatchOptions


def test_defaults() -> None:
    values = settings.read({})
    assert values == settings.Settings(
        engine="whoosh:var/index",
        host="127.0.0.1",
        port=8000,
        workers=os.cpu_count() or 1,
        threads=8,
        present="clock",
        archive_name="فهرس",
        public_address="",
        cache_seconds=0,
        cors_origins=(),
        cluster=ClusterOptions(lock_seconds=10.0),
        in_folder=FolderOptions(),
        sources=SourceLimits(),
        watch=WatchOptions(),
        follow=FollowOptions(),
        names="",
        sure_names=False,
        synonyms="",
        cache_megabytes=None,
        answer_seconds=5,
        exports=2,
        export_seconds=600,
        rate=3000,
        proxies=0,
        metrics="local",
        log="text",
        log_queries=True,
        access_log=False,
        connections=1000,
        queue=200,
        header_bytes=32768,
        body_bytes=65536,
        request_seconds=20,
        idle_seconds=60,
        send_seconds=30,
        end_seconds=30,
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
        ("FIHRIS_WORKERS", "0"),
        ("FIHRIS_WORKERS", "257"),
        ("FIHRIS_WORKERS", "core"),
        ("FIHRIS_ANSWER_SECONDS", "0"),
        ("FIHRIS_RATE", "-1"),
        ("FIHRIS_CONNECTIONS", "9"),
        ("FIHRIS_RECORD_BYTES", "many"),
        ("FIHRIS_CACHE_MEGABYTES", "0"),
    ],
)
def test_a_value_without_meaning_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"{name}='{value}': write a number from"):
        settings.read({name: value})


@pytest.mark.parametrize("value", ["yesterday", "2015-02-30", "archives", "2015"])
def test_today_is_the_clock_the_archive_or_a_day(value: str) -> None:
    assert settings.read({"FIHRIS_TODAY": "archive"}).present == "archive"
    assert settings.read({"FIHRIS_TODAY": "2015-08-31"}).present == date(2015, 8, 31)
    with pytest.raises(SettingError, match=r"FIHRIS_TODAY='.*': write clock, archive or a day"):
        settings.read({"FIHRIS_TODAY": value})


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


def test_a_cluster(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    file.touch()
    values = settings.read(
        {
            "FIHRIS_OPENSEARCH_HOSTS": "b.example:9201  c.example",
            "FIHRIS_OPENSEARCH_TLS": "on",
            "FIHRIS_OPENSEARCH_USER": "u",
            "FIHRIS_OPENSEARCH_PASSWORD": "كلمة: سر",
            "FIHRIS_OPENSEARCH_CA": str(file),
            "FIHRIS_OPENSEARCH_SHARDS": "3",
            "FIHRIS_OPENSEARCH_REPLICAS": "1-all",
            "FIHRIS_OPENSEARCH_KEPT": "0",
            "FIHRIS_OPENSEARCH_TIMEOUT": "30",
            "FIHRIS_OPENSEARCH_PATIENCE": "60",
        }
    )
    assert values.cluster == ClusterOptions(
        lock_seconds=10.0,
        hosts=("b.example:9201", "c.example:9200"), tls=True, user="u", password="كلمة: سر",
        ca=str(file), shards=3, replicas="1-all", kept=0, timeout=30.0, patience=60.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("HOSTS", "https://a.example", "is no host"),
        ("HOSTS", "a.example, b.example", "is no host"),
        ("TLS", "yes", "write on or off"),
        ("CA", "/nowhere/ca.pem", "no such file"),
        ("CERTIFICATE", "/nowhere/me.pem", "no such file"),
        ("KEY", __file__, "without FIHRIS_OPENSEARCH_CERTIFICATE"),
        ("PASSWORD", "secret", "without FIHRIS_OPENSEARCH_USER"),
        ("SHARDS", "0", "write a number from 1 to 1024"),
        ("REPLICAS", "some", "such as 0-1 or 1-all"),
        ("REPLICAS", "-1", "such as 0-1 or 1-all"),
        ("KEPT", "-1", "write a number from 0 to 100"),
        ("TIMEOUT", "0", "write a number from 1 to 600"),
        ("PATIENCE", "0", "write a number from 1 to 86400"),
    ],
)
def test_a_cluster_without_meaning(name: str, value: str, told: str) -> None:
    with pytest.raises(SettingError, match=f"FIHRIS_OPENSEARCH_{name}.*{told}") as raised:
        settings.read({f"FIHRIS_OPENSEARCH_{name}": value})
    assert "secret" not in str(raised.value)


def test_a_password_is_never_printed() -> None:
    environment = {
        "FIHRIS_OPENSEARCH_USER": "someone",
        "FIHRIS_OPENSEARCH_PASSWORD": "open sesame",
    }
    printed = {row.name: value for row, value in settings.printed(environment)}
    assert printed["FIHRIS_OPENSEARCH_USER"] == "someone"
    assert printed["FIHRIS_OPENSEARCH_PASSWORD"] == "(set)"
    assert "sesame" not in repr(settings.read(environment))
    assert {row.name for row, _ in settings.printed({})} == {row.name for row in settings.SETTINGS}
    assert "(set)" not in {value for _, value in settings.printed({})}


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("FIHRIS_METRICS", "all", "write one of local, on, off"),
        ("FIHRIS_LOG", "xml", "write one of text, json"),
        ("FIHRIS_LOG_QUERIES", "yes", "write on or off"),
        ("FIHRIS_ACCESS_LOG", "1", "write on or off"),
    ],
)
def test_words_that_are_none_of_those_meant(name: str, value: str, told: str) -> None:
    with pytest.raises(SettingError, match=f"{name}='{value}': {told}"):
        settings.read({name: value})


def test_links_are_one_of_three_words() -> None:
    assert settings.read({"FIHRIS_LINKS": "all"}).sources.links == "all"
    with pytest.raises(SettingError, match="FIHRIS_LINKS='some': write one of inside, all, none"):
        settings.read({"FIHRIS_LINKS": "some"})
