"""No request leaves for an address inside the house, however it is written."""

import pytest

from registry.outbound import is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "::1", "::ffff:127.0.0.1", "fe80::1%eth0", "fd00::1", "fec0::1", "ff02::1",
        # IPv4 addresses that gateways unwrap: NAT64 and 6to4.
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::",
    ],
)  # fmt: skip
def test_inner_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "2002:5db8:d822::1"]
)
def test_outer_addresses_are_public(address: str) -> None:
    assert is_public(address)
