"""The XML of WebDAV: the questions that are asked, and 207 Multi-Status, in which the answers come (RFC 4918, RFC 4791)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import msgspec

from sanhui.caldav import failures

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from sanhui.caldav.transport import Answer

DAV, CAL, APPLE = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}", "{http://apple.com/ns/ical/}"
_NAMESPACES = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:A="http://apple.com/ns/ical/"'
XML = {"Content_Type": "application/xml; charset=utf-8"}


class Entry(msgspec.Struct, frozen=True):
    """What an answer says about one resource: those of the properties asked for that it has."""

    href: str
    status: int  # of the resource as a whole; 200 unless it says otherwise
    properties: Mapping[str, Element]

    def text(self, name: str) -> str:
        """A property's text, empty if it has none."""
        found = self.properties.get(name)
        return (found.text or "").strip() if found is not None else ""

    def href_in(self, name: str) -> str:
        """The address that a property holds, empty if it holds none."""
        found = self.properties.get(name)
        return (found.findtext(f"{DAV}href") or "").strip() if found is not None else ""

    def has(self, name: str, child: str) -> bool:
        """Whether an element stands in a property."""
        found = self.properties.get(name)
        return found is not None and found.find(child) is not None


# -- questions ---------------------------------------------------------------------------------------------


def propfind(*names: str) -> bytes:
    """PROPFIND for properties, with their prefixes: `D:getetag`."""
    return _document("D:propfind", f"<D:prop>{_empty(names)}</D:prop>")


def query(component: str, uid_part: str = "") -> bytes:
    """REPORT for all events or tasks with their text and version; only those whose UID has `uid_part` in it.

    RFC 4791 9.7.5: a text-match is “a substring match”. Not all servers know it.
    """
    match = ""
    if uid_part:
        match = (
            '<C:prop-filter name="UID"><C:text-match collation="i;octet">'
            f"{escape(uid_part)}</C:text-match></C:prop-filter>"
        )
    inner = f'<C:comp-filter name="{component}">{match}</C:comp-filter>'
    return _document(
        "C:calendar-query",
        "<D:prop><D:getetag/><C:calendar-data/></D:prop>"
        f'<C:filter><C:comp-filter name="VCALENDAR">{inner}</C:comp-filter></C:filter>',
    )


def multiget(hrefs: Iterable[str]) -> bytes:
    """REPORT for single resources, with their text and version."""
    named = "".join(f"<D:href>{escape(href)}</D:href>" for href in hrefs)
    return _document("C:calendar-multiget", f"<D:prop><D:getetag/><C:calendar-data/></D:prop>{named}")


def mkcalendar(name: str, description: str, colour: str, components: Iterable[str]) -> bytes:
    """MKCALENDAR with the properties that people see (RFC 4791 5.3.1); the colour is Apple's, which all know."""
    kinds = "".join(f'<C:comp name="{component}"/>' for component in components)
    return _document(
        "C:mkcalendar",
        "<D:set><D:prop>"
        f"<D:displayname>{escape(name)}</D:displayname>"
        f"<C:calendar-description>{escape(description)}</C:calendar-description>"
        f"<A:calendar-color>{escape(colour)}</A:calendar-color>"
        f"<C:supported-calendar-component-set>{kinds}</C:supported-calendar-component-set>"
        "</D:prop></D:set>",
    )


def _document(root: str, inner: str) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{root} {_NAMESPACES}>{inner}</{root}>\n'.encode()


def _empty(names: Iterable[str]) -> str:
    return "".join(f"<{name}/>" for name in names)


# -- answers -----------------------------------------------------------------------------------------------


def entries(answer: Answer) -> tuple[Entry, ...]:
    """The entries of a 207; raises ServerError for any other answer."""
    if answer.status != 207:
        if answer.status < 300:
            raise failures.not_caldav(answer.url, answer.headers.get("content-type", ""))
        raise failures.refused(answer.url, answer.status)
    root = _parsed(answer.body)
    if root is None or root.tag != f"{DAV}multistatus":
        raise failures.not_caldav(answer.url, answer.headers.get("content-type", ""))
    return tuple(_entry(response) for response in root.iter(f"{DAV}response"))


def precondition(answer: Answer) -> str:
    """The rule that a refused request broke, by its name: `no-uid-conflict` (RFC 4918 16, RFC 4791 5.3.2.1)."""
    root = _parsed(answer.body)
    if root is None or root.tag != f"{DAV}error":
        return ""
    return next((child.tag.partition("}")[2] for child in root if child.tag.startswith((DAV, CAL))), "")


def _entry(response: Element) -> Entry:
    properties: dict[str, Element] = {}
    for stat in response.findall(f"{DAV}propstat"):
        if _status(stat) == 200:
            properties |= {each.tag: each for holder in stat.findall(f"{DAV}prop") for each in holder}
    return Entry((response.findtext(f"{DAV}href") or "").strip(), _status(response), properties)


def _status(element: Element) -> int:
    """The number in `HTTP/1.1 200 OK`; 200 where there is none."""
    words = (element.findtext(f"{DAV}status") or "").split()
    return int(words[1]) if len(words) > 1 and words[1].isdecimal() else 200


def _parsed(body: bytes) -> Element | None:
    """The document, None if it is none. One with a DOCTYPE is none: entities that swell up, or read files."""
    from xml.etree.ElementTree import TreeBuilder
    from xml.parsers import expat

    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        builder.start(_tag(name), {_tag(key): value for key, value in attributes.items()})

    def refuse(*_declaration: object) -> None:
        raise ValueError("DOCTYPE")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: builder.end(_tag(name))
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, ValueError, RecursionError):
        return None
    return builder.close()


def _tag(name: str) -> str:
    return "{" + name if "}" in name else name
