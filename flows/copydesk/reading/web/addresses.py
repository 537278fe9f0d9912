"""Which addresses may be connected to: the public ones, and what the settings allow besides."""

import ipaddress
import socket
from collections.abc import Sequence
from typing import TypeAlias

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv6 addresses whose last bytes are an IPv4 address that a gateway (NAT64) connects to."""


class AddressRefusedError(OSError):
    """An address that must not be connected to."""


def allowed_addresses(host: str, port: int, networks: Sequence[str]) -> list[str]:
    """The addresses of a host. Raises AddressRefusedError if any is not public, or OSError if there is none.

    All of them must be, so that a name with a public address and a private one is no way in.

    >>> allowed_addresses("127.0.0.1", 80, ["127.0.0.0/8"])
    ['127.0.0.1']
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise socket.gaierror(socket.EAI_NONAME, f"{host} is no name of a host") from error
    addresses = list(dict.fromkeys(str(info[4][0]).partition("%")[0] for info in found))
    for text in addresses:
        address = ipaddress.ip_address(text)
        if not is_public(address) and not any(address in ipaddress.ip_network(network) for network in networks):
            cure = "name its network in fetching.allowed_networks if it is yours to read"
            raise AddressRefusedError(f"{host} has the address {text}, which is not of the public web; {cure}")
    return addresses


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet, also when an IPv4 address is wrapped in an IPv6 one.

    >>> [is_public(ipaddress.ip_address(text)) for text in ("93.184.215.14", "169.254.169.254", "::ffff:10.0.0.1")]
    [True, False, False]
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _TRANSLATED:
            inner.append(ipaddress.IPv4Address(address.packed[-4:]))
        if not all(is_public(one) for one in inner if one is not None):
            return False
        if address.ipv4_mapped is not None:
            return True
    return address.is_global and not address.is_multicast
