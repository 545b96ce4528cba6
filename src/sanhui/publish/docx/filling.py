"""Fills a template: values go in as text, whatever they are made of, and nothing in them is read as XML or as a mark again.

docxtpl turns a paragraph of Word, in which a mark may be cut into pieces by formatting, into Jinja, and puts the result back.
It replaces line feeds by breaks and some pairs of signs afterwards; so values bring their braces as character references.
"""

from __future__ import annotations

import datetime as dt
import functools
import io
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sanhui.errors import InputError, Problem, UnableError
from sanhui.i18n import _
from sanhui.installed import installing
from sanhui.publish.cleaning import clean
from sanhui.publish.docx.archive import fingerprint, packed, parts_of
from sanhui.wording import enumeration, full_date

if TYPE_CHECKING:
    import docxtpl
    from jinja2.sandbox import ImmutableSandboxedEnvironment

#: No XML 1.0 file may have them (W3C, Extensible Markup Language, 2.2), also not as references.
_NONCHARACTERS = re.compile("[\ufffe\uffff]")
_REFERENCES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "{": "&#123;",
    "}": "&#125;",
    "%": "&#37;",
}
_REFERENCE = re.compile("[" + re.escape("".join(_REFERENCES)) + "]")


class TornError(Exception):
    """The marks of a template tear the document apart: a loop that begins in a table and ends below it."""


def opened(data: bytes, name: str) -> docxtpl.DocxTemplate:
    """A template that `archive` has looked at. Raises `InputError` if it is no document, `UnableError` without the library."""
    try:
        import docxtpl
    except ImportError as error:
        text = _("writing .docx needs a package that is not installed\n  → {command}")
        raise UnableError(text.format(command=installing("docxtpl"))) from error
    template = docxtpl.DocxTemplate(io.BytesIO(data))
    try:
        template.init_docx()
        template.get_xml()
    except Exception as error:  # python-docx raises what lxml, zipfile or its own lookups happen to raise
        message = _("the file is damaged, or no .docx")
        raise InputError(Problem(message, _("open and save it in Word or WPS"), file=name)) from error
    return template


def sources(template: docxtpl.DocxTemplate) -> Iterator[tuple[str, str]]:
    """The parts that are filled in (text, headers, footers): as they are, and as Jinja reads them, a paragraph a line."""
    parts = [template.get_xml()]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        parts += [template.get_part_xml(part) for _key, part in template.get_headers_footers(uri)]
    for xml in parts:
        yield xml, re.sub(r"<w:p([ >])", r"\n<w:p\1", template.patch_xml(xml))


def filled(
    template: docxtpl.DocxTemplate, values: Mapping[str, Any], title: str, stamp: dt.datetime
) -> bytes:
    """The document, in the language that is being spoken; equal values give equal bytes. Raises `TornError`."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    jinja = environment()
    try:
        # Read strictly first: docxtpl would mend, and so lose, what does not fit together.
        body = template.build_xml(values, jinja)
        etree.fromstring(body, parser)
        tree = template.fix_tables(body)
        _end_cells(tree)
        template.map_tree(tree)
        for uri in (template.HEADER_URI, template.FOOTER_URI):
            for key, xml in template.build_headers_footers_xml(values, uri, jinja):
                etree.fromstring(xml, parser)
                template.map_headers_footers_xml(key, xml)
    except etree.XMLSyntaxError as error:
        raise TornError from error
    document = template.get_docx()
    properties = document.core_properties
    properties.title, properties.author = _NONCHARACTERS.sub("", clean(title))[:255], "sanhui"
    properties.created = properties.modified = stamp.replace(tzinfo=None)
    properties.last_modified_by, properties.revision = "sanhui", 1
    properties.identifier = fingerprint(_saved(document))
    return packed(_saved(document))


def _saved(document: Any) -> dict[str, bytes]:
    out = io.BytesIO()
    document.save(out)
    return parts_of(out.getvalue())


def _end_cells(tree: Any) -> None:
    """Give every cell a paragraph at its end: Word calls a document damaged without it (ECMA-376-1, 17.4.65).

    It goes when what is repeated in a cell is repeated no time.
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for cell in tree.iter(qn("w:tc")):
        if len(cell) == 0 or cell[-1].tag != qn("w:p"):
            cell.append(OxmlElement("w:p"))


@functools.cache
def environment() -> ImmutableSandboxedEnvironment:
    """Jinja with nothing in it: no functions, no files, no filters but some for texts and lists."""
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from sanhui.publish.docx.checking import FILTERS

    found = ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined, finalize=_shown, autoescape=True)
    found.globals.clear()
    found.filters = {name: found.filters[name] for name in FILTERS}
    found.filters["join"] = lambda items, by="": by.join(map(_words, items))
    return found


def _shown(value: Any) -> Any:
    """A value as XML text. What a template itself holds is not asked."""
    from markupsafe import Markup

    text = _NONCHARACTERS.sub("", clean(_words(value)))
    return Markup(_REFERENCE.sub(lambda found: _REFERENCES[found[0]], text))


def _words(value: Any) -> str:
    """A value in words: nothing for None, days as offices write them, lists with commas."""
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case float():
            return f"{value:g}"
        case dt.date():
            return full_date(value)
        case tuple():
            return enumeration(map(_words, value))
    return str(value)
