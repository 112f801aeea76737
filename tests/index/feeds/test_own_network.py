"""Machines' addresses that a list of feeds must not lead to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.feeds.own_network import is_own_network


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.255.0.3", "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254"),
        *("0.0.0.0", "0.1.2.3", "100.64.0.1", "100.127.255.255", "192.0.0.8", "192.0.2.1"),
        *("198.18.0.1", "198.19.9.9", "198.51.100.7", "203.0.113.7", "224.0.0.1", "224.0.1.1"),
        *("239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
        *("::1", "::", "::7f00:1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12::7"),
        *("ff02::1", "ff0e::1", "2001:db8::1", "3fff::1", "100::1", "2001::1", "5f00::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1"),
        *("64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1.1.1.1", "2002:7f00:1::1"),
        *("2606:4700::1%eth0", "", "localhost", "127.1", "2130706433"),
    ],
)
def test_own(address: str) -> None:
    assert is_own_network(address)


@pytest.mark.parametrize(
    "address",
    [
        *("1.1.1.1", "93.184.216.34", "100.63.255.255", "100.128.0.1", "172.32.0.1", "192.0.1.1"),
        *("2606:4700::1", "2a00:1450:4001::1", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1"),
        "2002:101:101::1",
    ],
)
def test_of_the_public_internet(address: str) -> None:
    assert not is_own_network(address)


@given(st.ip_addresses(v=4))
def test_an_address_within_another_is_judged_as_itself(address: object) -> None:
    own = is_own_network(str(address))
    assert is_own_network(f"::ffff:{address}") == own
    assert is_own_network(f"64:ff9b::{address}") == own
