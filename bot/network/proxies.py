"""The way out of this machine, one rule for all that the shop calls: PROXY_URL, or what the environment says,
or direct.

The environment's words are HTTPS_PROXY, HTTP_PROXY and ALL_PROXY. NO_PROXY names what is reached directly,
also beside PROXY_URL: host names with all below them, addresses, networks such as 10.0.0.0/8, or `*`. This
machine itself is never reached through a proxy.
"""

import ipaddress
import urllib.request
from urllib.parse import urlsplit

_USABLE = ("http://", "https://")


def proxy_for(url: str, wanted: str = "") -> str | None:
    """The proxy on the way to `url`; None to go there directly. `wanted` is PROXY_URL, empty for the
    environment's.
    """
    address = urlsplit(url)
    host = address.hostname or ""
    around = urllib.request.getproxies_environment()
    if _is_here(host) or _is_exempt(host, around.get("no", "")):
        return None
    if urllib.request.proxy_bypass_environment(address.netloc.rpartition("@")[2], around):  # type: ignore[attr-defined]  # not in typeshed, in every CPython
        return None
    found = wanted or around.get(address.scheme) or around.get("all") or ""
    if found and "://" not in found:
        found = f"http://{found}"
    return found or None


def is_usable(proxy: str) -> bool:
    """Whether it is a proxy of a kind that both of our clients can use."""
    try:
        address = urlsplit(proxy)
        return proxy.lower().startswith(_USABLE) and bool(address.hostname) and address.port != 0
    except ValueError:
        return False


def shown(proxy: str) -> str:
    """The proxy for people: without its user and password."""
    address = urlsplit(proxy)
    return f"{address.scheme}://{address.netloc.rpartition('@')[2]}"


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _is_exempt(host: str, exempt: str) -> bool:
    """Whether the host is an address within one of the networks there, which urllib does not understand."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    for part in exempt.split(","):
        try:
            if address in ipaddress.ip_network(part.strip(), strict=False):
                return True
        except ValueError:
            continue
    return False
