"""Addresses for those who read an update elsewhere than on its page."""

from urllib.parse import urljoin

from bs4 import BeautifulSoup
from django.utils.safestring import SafeString

from ..links import join_below

_ADDRESSES = ("href", "src", "poster", "cite", "data", "action", "xlink:href")
#: Several addresses, each with a width or a density behind it.
_LISTS_OF_ADDRESSES = ("srcset", "imagesrcset")


def get_full_url(page, path: str = "") -> str:
    """Address of a live blog, or of a route below it, with scheme and host; ""
    while it has none."""
    url = page.full_url
    return join_below(url, path) if path else url or ""


def get_path(page, path: str = "") -> str:
    """Path of a live blog, or of a route below it; "" while it has none."""
    url = page.get_url() if page.pk else ""
    return join_below(url, path) if path else url or ""


def get_full_permalink(update) -> str:
    return get_full_url(update.page, f"updates/{update.pk}/")


def make_absolute(html: str, base: str) -> SafeString:
    """The same HTML with every address complete, seen from ``base``."""
    if "<" not in html:
        return SafeString(html)
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(True):
        for name in element.attrs.keys() & {*_ADDRESSES}:
            element[name] = _join(base, element[name])
        for name in element.attrs.keys() & {*_LISTS_OF_ADDRESSES}:
            element[name] = _join_list(base, element[name])
    return SafeString(str(soup))


def _join(base, address):
    try:
        return urljoin(base, address.strip())
    except ValueError:
        # Not an address, whatever it is; it was not one on the page either.
        return address


def _join_list(base, addresses):
    found = []
    # A comma inside an address has no space behind it.
    for candidate in addresses.replace("\n", " ").split(", "):
        address, space, size = candidate.strip().partition(" ")
        found.append(f"{_join(base, address)}{space}{size}")
    return ", ".join(found)
