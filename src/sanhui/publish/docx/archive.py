"""A file that says it is a .docx, looked at before anything opens it: what it may hold, and what is refused.

A template comes from anywhere, and Word runs what stands in it: macros, links to files and pages that are fetched when the
document is opened, fields that read files (ECMA-376, 17.16.5). None of that is passed on. The sizes are checked before anything
is unpacked (zip bombs).
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from sanhui.errors import InputError, Problem
from sanhui.files import read_bytes
from sanhui.i18n import _

#: Unpacked, of a part that is read as text, and of how many parts: a hundred times what a template of an office has.
LARGEST = 64 * 2**20
_LARGEST_TEXT = 8 * 2**20
_MOST = 2_000
#: What zipfile and zlib raise for a file that is none, or is cut off, or lies about itself.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
_OLE = b"\xd0\xcf\x11\xe0"  # old .doc files, and .docx with a password ([MS-OFFCRYPTO])
_MAIN = "word/document.xml"
_MACROS = re.compile(rb"macroEnabled|vbaProject")
_EXTERNAL = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*\bTargetMode\s*=\s*[\"']External[\"'][^>]*>")
_TYPE = re.compile(rb"\bType\s*=\s*[\"'][^\"']*/(\w+)[\"']")
# What a field fetches or runs when the document is opened or printed.
_FIELD = re.compile(
    rb"(?:<w:instrText[^>]*>|w:instr\s*=\s*[\"'])\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|MACROBUTTON|RD)\b",
    re.IGNORECASE,
)
_ALIEN = re.compile(r"word/(?:activeX|embeddings|afchunk)|vbaProject|vbaData", re.IGNORECASE)


def read_template(path: Path) -> bytes:
    """The bytes of a template. Raises `InputError` with everything for which it is refused."""
    data = read_bytes(path)
    name = str(path)
    if path.suffix.lower() != ".docx":
        message = _("a template is a .docx file without macros")
        raise InputError(Problem(message, _("save it as .docx in Word or WPS"), file=name))
    if data.startswith(_OLE):
        message = _("the file has a password, or is in the old format .doc")
        raise InputError(Problem(message, _("save it as .docx without a password"), file=name))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            problems = [Problem(text, remedy, file=name) for text, remedy in _refused(archive)]
    except _DAMAGED as error:
        raise InputError(Problem(_damaged(), _save_again(), file=name)) from error
    if problems:
        raise InputError(*problems)
    return data


def packed(parts: dict[str, bytes]) -> bytes:
    """The parts as a file whose bytes follow from them: no clock, no machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a file that we wrote, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def fingerprint(parts: Mapping[str, bytes]) -> str:
    """What a document is, but for its properties, which hold this: by it is seen whether somebody has written in it."""
    digest = hashlib.sha256()
    for name in sorted(parts):
        if not name.startswith("docProps/"):
            digest.update(name.encode() + b"\0" + hashlib.sha256(parts[name]).digest())
    return f"sanhui:{digest.hexdigest()}"


def untouched(path: Path) -> bool:
    """Whether a file is as this program wrote it: nothing in it can be lost by writing it anew."""
    try:
        data = read_bytes(path)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(each.file_size for each in archive.infolist()) > LARGEST:
                return False
        parts = parts_of(data)
    except (*_DAMAGED, InputError):
        return False
    return fingerprint(parts).encode() in parts.get("docProps/core.xml", b"")


def _refused(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Why, and what would help."""
    members = archive.infolist()
    texts = [each.file_size for each in members if each.filename.endswith((".xml", ".rels"))]
    if (
        len(members) > _MOST
        or sum(each.file_size for each in members) > LARGEST
        or max(texts, default=0) > _LARGEST_TEXT
    ):
        # zipfile never unpacks more of a part than it declares, so that what is declared can be believed.
        return [(_("unpacked it is too large for a template"), _("take large pictures out of it"))]
    names = [each.filename for each in members]
    if _MAIN not in names:
        return [(_damaged(), _save_again())]
    found: list[tuple[str, str]] = []
    macros = any(_ALIEN.search(name) and "vba" in name for name in names)
    for each in members:
        data = archive.read(each)
        macros = macros or (each.filename == "[Content_Types].xml" and bool(_MACROS.search(data)))
        if each.filename.endswith(".rels"):
            found += map(_link, _EXTERNAL.findall(data))
        elif each.filename.endswith(".xml"):
            found += [_field(name) for name in _FIELD.findall(data)]
            if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
                found.append((_("a part of it declares entities"), _save_again()))
    if macros:
        found.insert(0, (_("it has macros"), _("save it as .docx in Word or WPS")))
    elif any(map(_ALIEN.search, names)):
        found.append((_("it has embedded objects"), _("take them out")))
    return [each for each in dict.fromkeys(found) if each[0]]


def _link(relationship: bytes) -> tuple[str, str]:
    """A link that somebody may click is harmless; everything else is fetched unasked."""
    kind = _TYPE.search(relationship)
    name = kind[1].decode("ascii", "replace") if kind else "?"
    if name == "hyperlink":
        return "", ""
    text = _("it fetches something from elsewhere when it is opened ({what})")
    return text.format(what=name), _("take the linked picture, template or object out, or embed the picture")


def _field(name: bytes) -> tuple[str, str]:
    text = _("it has a field that reads or runs something else ({what})").format(what=name.decode().upper())
    return text, _("take the field out")


def _damaged() -> str:
    return _("the file is damaged, or no .docx")


def _save_again() -> str:
    return _("open and save it in Word or WPS")
