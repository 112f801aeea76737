"""What built an index: written beside it when it is published, asked whenever it is opened."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import IndexDamaged

FILE_NAME = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Facts about one build of an index.

    Attributes:
        fingerprint: of the analyzer that made its terms (``index.analysis``).
        articles: how many it holds.
        sources: the paths it was read from, absolute, and
        format: the format they were told to have, if any: what ``reindex`` reads again.
        fields: names of the fields of ``index.fields`` when it was built.
        skipped: how many records were left out, by reason.
        built: when, ISO 8601 in UTC.
        seconds: how long the build took.
        software: version of Fihris and of the libraries whose formats or results it rests on.
    """

    fingerprint: str
    articles: int
    sources: tuple[str, ...]
    format: str | None
    fields: tuple[str, ...]
    skipped: dict[str, int]
    built: str
    seconds: float
    software: dict[str, str]

    def write(self, folder: Path) -> None:
        """Put the manifest into a folder."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=2)
        (folder / FILE_NAME).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read the manifest of a folder.

        Raises:
            IndexDamaged: where it is missing or not readable.
        """
        path = folder / FILE_NAME
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            for name in ("fields", "sources"):
                values[name] = tuple(values[name])
            return cls(**values)
        except (OSError, ValueError, TypeError, KeyError) as error:
            message = f"{path}: no readable manifest ({error}); build anew with: manage.py reindex"
            raise IndexDamaged(message) from error
