"""The manifest comes back as it was written, whatever its paths are."""

import json
import os
from pathlib import Path

import pytest

from index.manifest import FILE_NAME, Manifest, Origin


@pytest.mark.parametrize(
    "path", [b"/archive/news", "/أخبار/2024".encode(), b"/\xc3\xce\xc8\xc7\xd1", b"/a\\udc/\xff"]
)
def test_paths_come_back(tmp_path: Path, path: bytes) -> None:
    origin = Origin((os.fsdecode(path),), None, {})
    manifest = Manifest.of_build(origin, evidence="e", articles=1, seconds=1.0)
    manifest.write(tmp_path)
    json.loads((tmp_path / FILE_NAME).read_bytes())
    read = Manifest.read(tmp_path)
    assert read == manifest
    assert os.fsencode(read.sources[0]) == path
