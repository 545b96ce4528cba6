"""A font that has Chinese glyphs: of this computer, or the one that is given; never one that would paint boxes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sanhui.errors import InputError, Problem, UnableError
from sanhui.i18n import _

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

# The files of fonts that have them, the one to be preferred first; the folders are those of the systems.
_FILES = (
    *("NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "NotoSansSC-Regular.otf", "NotoSansSC-VF.ttf"),
    *("SourceHanSansSC-Regular.otf", "SourceHanSans-Regular.ttc", "PingFang.ttc", "Hiragino Sans GB.ttc"),
    *("STHeiti Medium.ttc", "STHeiti Light.ttc", "msyh.ttc", "msyh.ttf", "simhei.ttf", "simsun.ttc"),
    *("wqy-microhei.ttc", "wqy-zenhei.ttc", "DroidSansFallbackFull.ttf", "DroidSansFallback.ttf"),
)
_TRIED = "党支部会课休班"
_NOWHERE = "\U0010fffe"  # a code point that no font has a glyph for


def font(given: Path | None) -> Path:
    """The font's file.

    Raises `InputError` for a given file that is no font or has no Chinese glyphs, `UnableError` when the computer has
    none, with the package that brings one.
    """
    if given is not None:
        if not has_chinese(given):
            message = _("this is no font with Chinese glyphs")
            raise InputError(Problem(message, key="--font", value=str(given)))
        return given
    found = next((path for path in installed() if has_chinese(path)), None)
    if found is None:
        text = _(
            "there is no font with Chinese glyphs on this computer\n  → {remedy}, or name one with --font"
        )
        raise UnableError(text.format(remedy=remedy()))
    return found


def has_chinese(path: Path) -> bool:
    """Whether the font paints Chinese characters, each differently from what it paints for one that it lacks."""
    loaded = load(path, 24)
    if loaded is None:
        return False
    missing = bytes(loaded.getmask(_NOWHERE))
    return all(bytes(loaded.getmask(character)) not in (missing, b"") for character in _TRIED)


def lacking(path: Path, texts: Iterable[str]) -> frozenset[str]:
    """The characters of the texts that the font has no glyph for (an emoji): a gap is better than a box."""
    loaded = load(path, 24)
    if loaded is None:
        return frozenset()
    missing = bytes(loaded.getmask(_NOWHERE))
    every = frozenset().union(*texts)
    return frozenset(each for each in every if not each.isspace() and bytes(loaded.getmask(each)) == missing)


def load(path: Path, size: float) -> FreeTypeFont | None:
    """The font at a size; None when the file is none."""
    from PIL import ImageFont

    try:
        # Of the fonts in one of Noto's collections the third is that of simplified Chinese.
        index = 2 if path.name.startswith("NotoSansCJK") and path.suffix == ".ttc" else 0
        return ImageFont.truetype(str(path), size, index=index)
    except OSError:
        return None


def installed() -> Iterator[Path]:
    """The files of this computer that are known for having Chinese glyphs, the one to be preferred first."""
    by_name: dict[str, Path] = {}
    for folder in _folders():
        for where, _folders_in, names in os.walk(folder):
            for name in names:
                if name in _FILES:
                    by_name.setdefault(name, Path(where) / name)
    return (by_name[name] for name in _FILES if name in by_name)


def _folders() -> tuple[Path, ...]:
    if sys.platform == "win32":
        own = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
        return (Path(os.environ.get("WINDIR", "C:\\Windows")) / "Fonts", own)
    home = Path.home()
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    )


def remedy() -> str:
    """What to install where there is none."""
    if sys.platform in ("win32", "darwin"):
        return _("install the font Noto Sans CJK SC")
    return _("install {package}").format(
        package="fonts-noto-cjk (Debian, Ubuntu), google-noto-sans-cjk-fonts (Fedora)"
    )
