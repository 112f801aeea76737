"""The lines of the table of agencies: who supplies news, and how each of them is written."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from index import tables

AgencyKind = Literal["agency", "photo", "broadcaster", "paper", "site"]

TABLE = Path(__file__).with_name("agencies.tsv")
_COLUMNS = (
    "id", "kind", "country", "arabic", "latin", "names", "signs", "note", "shared", "openings",
    "hosts", "reported",
)  # fmt: skip
_MAY_BE_LEFT_OUT = 4


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency, paper or broadcaster of the authority table.

    Attributes:
        id: short Latin name, stable.
        kind: what it is.
        country: of its seat, ISO 3166 alpha-2; empty for none.
        label: in Arabic.
        latin: label in Latin letters.
        names: how running text writes it.
        signs: abbreviations and words of the language, taken only where a credit is sure.
        note: the source of the writings.
        shared: names that media of several countries bear.
        openings: signs that are common words, taken at the edges of a text only.
        hosts: of its own site, without ``www``.
        reported: signs that words of crediting make sure by themselves.
    """

    id: str
    kind: AgencyKind
    country: str
    label: str
    latin: str
    names: tuple[str, ...]
    signs: tuple[str, ...]
    note: str
    shared: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()


def read_agencies(path: Path = TABLE) -> dict[str, Agency]:
    """Read the table of agencies.

    Args:
        path: a file whose columns are those of the table of this checkout.

    Returns:
        The agencies by id, in the order of the file.

    Raises:
        TableError: a line has not the right columns, or a kind that is not known.
    """
    agencies: dict[str, Agency] = {}
    for line, cells in tables.read(path, _COLUMNS, optional=_MAY_BE_LEFT_OUT):
        (id_, kind, country, arabic, latin_, names, signs, note, *rest) = cells
        shared, openings, hosts, reported = rest
        if kind not in get_args(AgencyKind):
            what = f"unknown kind {kind!r}; it is one of {', '.join(get_args(AgencyKind))}"
            raise tables.error_at(path, line, what)
        agencies[id_] = Agency(
            id=id_,
            kind=cast("AgencyKind", kind),
            country=country,
            label=arabic,
            latin=latin_,
            names=tables.several(names),
            signs=tables.several(signs),
            note=note,
            shared=tables.several(shared),
            openings=tables.several(openings),
            hosts=tables.several(hosts),
            reported=tables.several(reported),
        )
    return agencies


#: Every agency by its id.
AGENCIES = read_agencies()


def label(agency_id: str) -> str:
    """Return the Arabic label of an agency; the id itself where the table does not know it."""
    agency = AGENCIES.get(agency_id)
    return agency.label if agency else agency_id


def latin(agency_id: str) -> str:
    """Return the Latin label of an agency; the id itself where the table does not know it."""
    agency = AGENCIES.get(agency_id)
    return agency.latin if agency else agency_id


def is_wire(agency_id: str) -> bool:
    """Tell whether it is an agency of news or photos, and no paper or broadcaster."""
    return AGENCIES[agency_id].kind in ("agency", "photo")
