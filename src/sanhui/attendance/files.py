"""Documents on the disk: what a file is when it is attached, and whether it still is that."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Literal

import msgspec

from sanhui.errors import InputError, Problem, did_you_mean
from sanhui.i18n import _, language
from sanhui.ledger.documents import SORTS, Document
from sanhui.os_errors import unreadable
from sanhui.rulebook.model import DocumentSort

#: What people write for the sorts.
_SPELLINGS: dict[str, DocumentSort] = {
    "年度计划": "plan",
    "单次方案": "session-plan",
    "活动方案": "session-plan",
    "方案": "session-plan",
    "学习资料": "material",
    "资料": "material",
    "学习笔记": "notes",
    "笔记": "notes",
    "会议记录": "minutes",
    "记录": "minutes",
    "图片": "picture",
    "照片": "picture",
    "签到表": "sign-in",
    "签到": "sign-in",
    "其他": "other",
}
_PICTURES = frozenset([".jpg", ".jpeg", ".png", ".heic", ".webp", ".bmp", ".gif"])
_PIECE = 2**20


class Checked(msgspec.Struct, frozen=True):
    """A document, and what became of its file."""

    document: Document
    state: Literal["whole", "changed", "missing"]


def sort_called(text: str, path: Path) -> DocumentSort:
    """The sort that is spelled so; a picture need not say that it is one. Raises `InputError`."""
    said = text.strip()
    if not said and path.suffix.lower() in _PICTURES:
        return "picture"
    if said in SORTS:
        return SORTS[SORTS.index(said)]
    if said in _SPELLINGS:
        return _SPELLINGS[said]
    message = _("there is no such sort of documents") if said else _("it is not said what this document is")
    remedy = did_you_mean(said, _SPELLINGS if language() == "zh" else SORTS)
    raise InputError(Problem(message, remedy, file=str(path), key="--sort", value=said or None))


def document_of(path: Path, sort: DocumentSort, plan: str, session: str, folder: Path) -> Document:
    """The file as it is now, by its path from the ledger's folder. Raises `InputError` when it cannot be read."""
    if path.is_dir():
        raise InputError(
            Problem(_("this is a folder, not a file"), _("name the files in it"), file=str(path))
        )
    try:
        digest, size = _digest(path)
    except (OSError, ValueError) as error:
        raise InputError(unreadable(path, error)) from error
    return Document(
        plan=plan, session=session, path=relative(path, folder), sort=sort, sha256=digest, size=size
    )


def relative(path: Path, folder: Path) -> str:
    """A path as the ledger writes it: from its folder, with `/`; whole if it is on another drive."""
    try:
        return Path(os.path.relpath(path.absolute(), folder.absolute())).as_posix()
    except ValueError:  # another drive of Windows
        return path.absolute().as_posix()


def check(documents: Iterable[Document], folder: Path) -> Iterator[Checked]:
    """Whether each file is there, and what it was."""
    for document in documents:
        path = folder / PurePosixPath(document.path)
        try:
            digest, _size = _digest(path)
        except (OSError, ValueError):
            yield Checked(document, "missing")
        else:
            yield Checked(document, "whole" if digest == document.sha256 else "changed")


def _digest(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size
