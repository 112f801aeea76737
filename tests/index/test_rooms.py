"""What the rooms of ``index`` say of themselves, and what they import."""

import ast
from pathlib import Path

import pytest

from tests.tables import ROOT
from tests.test_imports import MODULES, imported

_SOURCES = ("index.limits", "index.sources.files", "index.sources.reading")

#: What the modules of a room may import of ``index``, besides their own room; rooms within rooms
#: have lines of their own.
ROOMS = {
    "index/analysis": ("index.tables",),
    "index/associations": (
        *("index.analysis", "index.arrays", "index.fields", "index.numbering"),
        "index.completions.strings",
    ),
    "index/completions": ("index.analysis", "index.arrays", "index.article"),
    "index/facts": ("index.analysis", "index.article", "index.tables"),
    "index/facts/dates": (
        *("index.article", "index.tables"),
        # The head of an agency's text has the day beside its sign.
        *("index.facts.agency_lines", "index.facts.openings", "index.facts.origin"),
    ),
    "index/facts/entities": ("index.analysis", "index.article", "index.tables"),
    "index/facts/entities/persons": (
        *("index.analysis", "index.article", "index.tables"),
        "index.facts.entities.parts",
        "index.facts.places",  # a place is nobody
    ),
    "index/facts/entities/organisations": (
        *("index.analysis", "index.article", "index.tables"),
        "index.facts.entities.parts",
        "index.facts.agency_table",  # papers and agencies are organisations
        "index.facts.places",
    ),
    "index/facts/near_duplicates": ("index.analysis", "index.article", "index.arrays"),
    "index/sources": (
        *("index.article", "index.errors", "index.facts", "index.limits"),
        "index.analysis.words",
    ),
    "index/sources/files": (
        *("index.errors", "index.limits", "index.tables"),
        "index.sources.reading",
    ),
    "index/sources/records": (
        *("index.article", "index.facts", "index.analysis", "index.tables"),
        *_SOURCES,
    ),
    "index/sources/records/dates": ("index.facts.dates", "index.sources.reading"),
    **{
        f"index/sources/{room}": (
            *("index.article", "index.facts", "index.sources.records", "index.sources.page.prose"),
            *_SOURCES,
        )
        for room in ("html", "json", "markdown", "tables")
    },
    "index/sources/xml": (
        *("index.article", "index.facts", "index.sources.records", "index.sources.page.prose"),
        "index.addresses",  # which entries of a feed share one
        *_SOURCES,
    ),
    "index/sources/page": (
        *("index.article", "index.facts", "index.analysis", "index.sources.records"),
        *_SOURCES,
    ),
    "index/files_read": (
        *("index.addresses", "index.article", "index.article_versions", "index.arrays"),
        *("index.ingestion", "index.limits", "index.preparation", "index.progress"),
        "index.sources",
    ),
    "index/names": (
        *("index.analysis", "index.article", "index.errors", "index.tables"),
        "index.facts.entities.name_writing",  # what is one name for facets
        "index.records",  # names as they pass from process to process
    ),
    "index/watching": (
        *("index.errors", "index.files_read", "index.indexing", "index.limits", "index.progress"),
        *("index.names.accepted", "index.sources", "index.stores", "index.updates"),
    ),
    "index/feeds": (
        *("index.addresses", "index.article", "index.errors", "index.limits", "index.visible"),
        *("index.indexing", "index.ingestion", "index.records", "index.updates"),
        *("index.names.accepted", "index.sources", "index.stores"),
    ),
    "index/stores/embedded": (
        *("index.analysis", "index.article", "index.associations", "index.completions"),
        *("index.errors", "index.facets", "index.fields", "index.manifest"),
        *(
            "index.disk_errors",
            "index.arrays",
            "index.packed_strings",
            "index.numbering",
            "index.records",
        ),
        *("index.preparation", "index.workers", "index.stores.protocol"),
        *("index.change_set", "index.ingestion", "index.intake", "index.vocabulary"),
        *("index.drift", "index.files_read", "index.names.accepted"),
        *("index.facts.dates.mentioned_periods", "index.facts.near_duplicates"),
    ),
    "index/stores/embedded/merging": (
        *("index.analysis", "index.facets", "index.fields"),
        *("index.arrays", "index.packed_strings", "index.numbering"),
        *("index.facts.near_duplicates", "index.stores.embedded"),
    ),
    "index/stores/embedded/segments": (
        *("index.analysis", "index.article", "index.errors", "index.fields"),
        *("index.arrays", "index.packed_strings"),
        *(
            f"index.stores.embedded.{module}"
            for module in ("facet_values", "files", "level_index", "names", "publication")
        ),
        "index.stores.embedded.segment",
    ),
}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_it_says(room: str) -> None:
    allowed = (room.replace("/", "."), *ROOMS[room])
    modules = [path for path in MODULES if path.parent.as_posix() == room]
    assert modules
    for path in modules:
        for name in imported(path):
            fits = any(name == one or name.startswith(f"{one}.") for one in allowed)
            assert fits or name.split(".")[0] != "index", f"{path} imports {name}"


def test_no_store_imports_the_room_of_another() -> None:
    rooms = ("index/stores/embedded", "index/stores/opensearch")
    for room, other in (rooms, rooms[::-1]):
        modules = [path for path in MODULES if path.parent.as_posix() == room]
        assert modules
        for path in modules:
            taken = imported(path)
            assert not any(name.startswith(other.replace("/", ".")) for name in taken), path


@pytest.mark.parametrize(
    "folder", sorted({path.parent for path in MODULES if path.parts[0] == "index"}), ids=str
)
def test_a_room_says_what_it_is_for(folder: Path) -> None:
    says = ast.get_docstring(ast.parse((ROOT / folder / "__init__.py").read_text("utf-8")))
    assert says
    assert "import" in says
