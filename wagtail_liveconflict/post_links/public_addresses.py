"""Which network addresses the server may connect to on an editor's word: those
anybody could reach from outside, and nothing in the newsroom's own network."""

import ipaddress
import queue
import socket
import threading

from .fetch_errors import FetchFailed, FetchRefused

#: What ``is_global`` lets pass in some releases of Python, or leads elsewhere.
_NOT_PUBLIC = [
    ipaddress.ip_network(network)
    for network in (
        "100.64.0.0/10",  # carriers' NAT, also used inside clouds
        "168.63.129.16/32",  # the platform of Azure, seen from its machines
        "192.0.0.0/24",  # IETF assignments, also a cloud's metadata
        "192.88.99.0/24",  # 6to4 relays
        "2001::/23",  # IETF assignments, Teredo among them
        "2001:db8::/32",  # examples
        "2002::/16",  # 6to4: an IPv4 address inside
        "3fff::/20",  # examples
    )
]
#: The only IPv6 block given out so far. Mapped IPv4 addresses and NAT64 lie outside.
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")


def is_public_address(text: str) -> bool:
    """Whether ``text`` is an IPv4 or IPv6 address of the public internet."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if address.version == 6 and address not in _GLOBAL_UNICAST:
        return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in _NOT_PUBLIC)
    )


def resolve_public(
    host: str, port: int, timeout: float, *, lookup=socket.getaddrinfo
) -> list[tuple[str, int]]:
    """Look ``host`` up and return (address, port) pairs to connect to.

    Raises ``FetchRefused`` when any of its addresses is not public, so that a name
    cannot hide a private one behind a public one, and ``FetchFailed`` when there is
    no answer within ``timeout`` seconds.
    """
    addresses = list(dict.fromkeys(_look_up(host, port, timeout, lookup)))
    if not addresses:
        raise FetchFailed(f"no address for {host}")
    for address in addresses:
        if not is_public_address(address):
            raise FetchRefused(f"{host} is at {address}, which is not public")
    return [(address, port) for address in addresses]


def _look_up(host, port, timeout, lookup):
    # The system's own lookup takes no timeout; a thread that outlives ours does
    # no harm.
    answers = queue.SimpleQueue()

    def ask():
        try:
            answers.put(lookup(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True, name="look-up").start()
    try:
        answer = answers.get(timeout=max(timeout, 0))
    except queue.Empty:
        raise FetchFailed(f"no answer for the name {host}") from None
    if isinstance(answer, Exception):
        raise FetchFailed(f"no address for {host}") from answer
    return (sockaddr[0] for _family, _type, _proto, _name, sockaddr in answer)
