"""Which addresses of machines are those of the own network, where a list of feeds must not lead.

Source: the registries of special-purpose addresses of IANA; RFC 6052 (NAT64), RFC 3056 (6to4),
RFC 6598 (carriers' NAT), RFC 4291 (IPv4 within IPv6).
"""

from ipaddress import (
    AddressValueError,
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)

#: Not for everybody, though some releases of Python call them global.
_NOT_PUBLIC_4 = tuple(
    map(
        IPv4Network,
        (
            *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24"),
            *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"),
        ),
    )
)
#: All of IPv6 that is handed out lies here.
_GLOBAL_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "3fff::/20")))
#: An address of IPv4 stands in the last 32 bits.
_NAT64 = IPv6Network("64:ff9b::/96")
_6TO4 = IPv6Network("2002::/16")


def is_own_network(address: str) -> bool:
    """Tell whether a machine's address leads elsewhere than to a machine of the public internet.

    Args:
        address: as a socket has it, IPv4 or IPv6. What is neither leads nowhere that is public.
    """
    try:
        found = ip_address(address)
    except (AddressValueError, ValueError):
        return True
    return _is_own_6(found) if isinstance(found, IPv6Address) else _is_own_4(found)


def _is_own_4(found: IPv4Address) -> bool:
    return not found.is_global or any(found in network for network in _NOT_PUBLIC_4)


def _is_own_6(found: IPv6Address) -> bool:
    if found.scope_id:
        return True
    if found.ipv4_mapped is not None:
        return _is_own_4(found.ipv4_mapped)
    if found in _NAT64:
        return _is_own_4(IPv4Address(int(found) & 0xFFFFFFFF))
    if found in _6TO4:
        return _is_own_4(IPv4Address(int(found) >> 80 & 0xFFFFFFFF))
    if found not in _GLOBAL_6 or not found.is_global:
        return True
    return any(found in network for network in _NOT_PUBLIC_6)
