"""Requests to addresses that somebody else chose: to the public internet and nowhere else.

A name is looked up once, and the connection goes to the very address that was checked: between two
look-ups it could change to one inside the house.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Collection
from urllib.parse import urlsplit

import httpx

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SCHEMES = {"https": 443, "http": 80}


# Addresses of IPv6 that carry one of IPv4 inside: a gateway would take the request to that one.
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_here(url: str) -> bool:
    """Whether an address is on this machine: no proxy of the environment's stands before it."""
    return urlsplit(url).hostname in LOOPBACK


class Forbidden(Exception):
    """The address is none that may be asked; the text says why."""


def is_public(address: str) -> bool:
    """Whether an address stands on the public internet, and so does the one that it carries."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if found.is_multicast or not found.is_global:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return True
    carried = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
    if found in NAT64:
        carried.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
    return not found.is_site_local and all(one.is_global for one in carried if one is not None)


def public_addresses(host: str, port: int) -> list[str]:
    """The addresses of a host, if all of them are public; raises Forbidden if one is not.

    Raises httpx.ConnectError where the name is not known.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpx.ConnectError(f"{host}: {error}") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not is_public(address):
            raise Forbidden(f"{host} is not a public address")
    return addresses


def is_among(url: str, inner: Collection[str]) -> bool:
    """Whether an address is on one of these hosts, each written `name:port`."""
    parts = urlsplit(url)
    port = parts.port or SCHEMES.get(parts.scheme)
    return parts.scheme in SCHEMES and f"{parts.hostname}:{port}" in inner


class PublicTransport(httpx.AsyncHTTPTransport):
    """Connects to public addresses only; the certificate is still checked for the host's name.

    `inner` are hosts of the house, `name:port`, that may be asked all the same, over http too.
    """

    def __init__(self, schemes: tuple[str, ...] = ("https",), inner: Collection[str] = ()) -> None:
        super().__init__(retries=0)
        self._schemes = schemes
        self._inner = frozenset(inner)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Check where the request would go, and pin it there."""
        url = request.url
        if is_among(str(url), self._inner):
            return await super().handle_async_request(request)
        if url.scheme not in self._schemes:
            raise Forbidden(f"{url.scheme} addresses are not asked, only {self._schemes}")
        port = url.port or SCHEMES[url.scheme]
        # A slow name server must not hold up everybody else on this loop.
        [address, *_] = await asyncio.to_thread(public_addresses, url.host, port)
        request.headers["host"] = url.netloc.decode("ascii")
        request.extensions = {**request.extensions, "sni_hostname": url.host}
        request.url = url.copy_with(host=address)
        return await super().handle_async_request(request)
