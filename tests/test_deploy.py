"""What is laid out for operators in ``deploy/``: it names what there is, and is sound by itself."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import settings
from commands.group import Commands
from manage import cli
from tests.tables import ROOT
from web import create_app

DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())


#: The services of systemd, and the command that each runs.
SERVICES = {"fihris.service": "serve", "fihris-follow.service": "follow"}


def service(name: str = "fihris.service") -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(DEPLOY / name, encoding="utf-8")
    return parser


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_settings_are_those_that_there_are(path: Path) -> None:
    known = {row.name for row in settings.SETTINGS}
    assert set(re.findall(r"\bFIHRIS_[A-Z_]+", path.read_text(encoding="utf-8"))) <= known


@pytest.mark.parametrize("name", ["Containerfile", "Caddyfile"])
def test_addresses_are_those_that_there_are(name: str) -> None:
    rules = {rule.rule for rule in create_app(lambda: None).url_map.iter_rules()}  # type: ignore[arg-type, return-value]
    text = (DEPLOY / name).read_text(encoding="utf-8")
    asked = re.findall(r"8000(/\w+)|health_uri (/\w+)|path (/\w+) (/\w+)", text)
    assert asked
    assert {path for found in asked for path in found if path} <= rules


def test_the_container_holds_what_an_archive_runs_by() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = {
        name for line in re.findall(r"^COPY ([^-].*) \S+$", text, re.M) for name in line.split()
    }
    kept = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"
    }
    assert copied == kept
    assert {"commands", "index", "search", "web", "manage.py", "settings.py"} <= copied
    assert all((ROOT / name).exists() for name in copied)


def test_the_container_file_has_no_fault() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    if not hadolint.exists():
        pytest.skip("hadolint is not installed: there is none for this system")
    found = subprocess.run(
        [hadolint, DEPLOY / "Containerfile"], capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stdout) == (0, "")


def test_the_container_is_no_root_and_writes_nowhere_else() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (\d+)$", text, re.M)[-1] != "0"
    archive = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    for name in ("archive", "follow", "proxy"):
        assert archive[name]["read_only"] is True
        assert archive[name]["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in archive[name]["security_opt"]
    assert "ports" not in archive["archive"]
    assert "ports" not in archive["follow"]


@pytest.mark.parametrize(("name", "runs"), SERVICES.items())
def test_a_service_runs_a_command_that_there_is(name: str, runs: str) -> None:
    assert isinstance(cli, Commands)
    program, script, command, *_ = service(name)["Service"]["ExecStart"].split()
    assert (Path(program).name, script, command) == ("python", "manage.py", runs)
    assert command in cli.list_commands(None)  # type: ignore[arg-type]


def test_services_are_of_one_archive() -> None:
    both = [service(name)["Service"] for name in SERVICES]
    for key in ("User", "WorkingDirectory", "StateDirectory", "EnvironmentFile"):
        assert len({one[key] for one in both}) == 1, key
    files = [(DEPLOY / name).read_text(encoding="utf-8") for name in SERVICES]
    assert all("FIHRIS_ENGINE=whoosh:/var/lib/fihris/index\n" in text for text in files)


def test_a_service_is_stopped_after_its_requests_have_ended() -> None:
    seconds = settings.read({}).end_seconds
    assert int(service()["Service"]["TimeoutStopSec"]) > seconds
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert int(compose["services"]["archive"]["stop_grace_period"].rstrip("s")) > seconds


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_shut_in(name: str) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("there is no systemd-analyze")
    found = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager",
         DEPLOY / name],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout[-200:] + found.stderr
