"""Whether an address is of this machine or of a neighbour."""

from ipaddress import ip_address


def is_near(address: str) -> bool:
    """This machine itself, or a neighbour in a private network (RFC 1918, RFC 3927)."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    known = getattr(known, "ipv4_mapped", None) or known
    return known.is_private and not known.is_unspecified


def is_loopback(host: str) -> bool:
    name = host.strip("[]")
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
