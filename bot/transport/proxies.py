"""Which proxy the environment names for an address.

ProxyError
    raised by `proxy_for` where the environment names a proxy of a kind that cannot be used.
"""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

KINDS = ("http", "https")


class ProxyError(ValueError):
    """A proxy that cannot be used; going round it would show the server an address that was to be hidden."""


def proxy_for(address: str) -> str | None:
    """Return the proxy of `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY` for an address; None where `NO_PROXY` has it."""
    parts = urlsplit(address)
    named = getproxies()
    proxy = named.get(parts.scheme) or named.get("all")
    if not proxy or proxy_bypass(parts.netloc.rpartition("@")[2]):
        return None
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    if urlsplit(proxy).scheme not in KINDS:
        raise ProxyError
    return proxy
