"""What nodes are made of: artifacts of Maven Central, fetched once, checked and unpacked."""

import hashlib
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from tests.tables import ROOT

#: Where downloads and the records of running clusters lie; git ignores it.
HOME = ROOT / "var" / "opensearch"

_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"


class Unprepared(Exception):
    """Something that nodes need is missing on this machine; the text says what to install."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A published zip: where it is, and what it must be."""

    group: str
    name: str
    version: str
    sha256: str

    @property
    def file_name(self) -> str:
        return f"{self.name}-{self.version}.zip"


OPENSEARCH = Artifact(
    "org.opensearch.distribution.integ-test-zip",
    "opensearch",
    "2.19.4",
    "3902e642715210d1d9d7cbdcc8f5abd6f931d1d7a679cea3750937becf16c406",
)
OLD_OPENSEARCH = Artifact(
    "org.opensearch.distribution.integ-test-zip",
    "opensearch",
    "1.3.20",
    "031e0cdcd14c7a5b9907dff8050fff76c7c2892c7313ea83c4a0bfbaae9265e3",
)
SECURITY = Artifact(
    "org.opensearch.plugin",
    "opensearch-security",
    "2.19.4.0",
    "1f673622c462c4171a8c53f9b1ad20e5b839834cb79b0d3b388da180a0e514e8",
)


def fetched(artifact: Artifact) -> Path:
    """The artifact's file, downloaded with Maven if it is not there yet.

    Raises:
        Unprepared: Maven is missing, or what it brought is not the artifact.
    """
    HOME.mkdir(parents=True, exist_ok=True)
    path = HOME / artifact.file_name
    with FileLock(HOME / "download.lock"):
        if not path.exists() or _digest(path) != artifact.sha256:
            with tempfile.TemporaryDirectory(dir=HOME) as folder:
                _download(artifact, Path(folder)).replace(path)
    return path


def _download(artifact: Artifact, folder: Path) -> Path:
    if shutil.which("mvn") is None:
        raise Unprepared("Maven is missing: install maven, so that mvn is on the path")
    coordinates = f"{artifact.group}:{artifact.name}:{artifact.version}:zip"
    ran = subprocess.run(
        ["mvn", "-q", "-B", f"{_PLUGIN}:copy", f"-Dartifact={coordinates}",
         f"-DoutputDirectory={folder}"],
        cwd=folder, capture_output=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    path = folder / artifact.file_name
    if ran.returncode != 0 or not path.exists():
        said = " ".join((ran.stdout + ran.stderr).split())[:600]
        raise Unprepared(f"mvn did not bring {coordinates}: {said or 'it said nothing'}")
    if (digest := _digest(path)) != artifact.sha256:
        raise Unprepared(f"{coordinates} has SHA-256 {digest}, not the one in {__file__}")
    return path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a zip into a new folder, with the rights that its files have in it."""
    folder.mkdir(parents=True)
    with zipfile.ZipFile(archive) as file:
        for entry in file.infolist():
            path = Path(file.extract(entry, folder))
            if rights := entry.external_attr >> 16 & 0o777:
                path.chmod(rights)
