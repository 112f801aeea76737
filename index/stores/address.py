"""Engine addresses: ``whoosh:var/index`` says which engine and where its index lies."""

from dataclasses import dataclass

from index.errors import AddressError

SCHEMES = ("whoosh",)


@dataclass(frozen=True, slots=True)
class Address:
    """Attributes:
    scheme: which engine.
    location: what that engine needs to find the index; for whoosh a folder.
    """

    scheme: str
    location: str


def parse_address(text: str) -> Address:
    """Read an engine address.

    Raises:
        AddressError: where it names no known engine or no place.
    """
    scheme, colon, location = text.partition(":")
    if not colon or scheme not in SCHEMES or not location:
        raise AddressError(f"{text!r} is no engine address; write it like whoosh:var/index")
    return Address(scheme, location)
