"""The manual page, `man sanhui`, in both languages: from the declarations of the commands and from docs/…/files.md.

It is written in the macros of man(7), which every man reads. What a page of Markdown and a help page say is taken from there
as it is, so the manual has no words of its own but its heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from sanhui import __version__
from sanhui.cli.app import command
from sanhui.cli.help import argument, explained, option, said
from sanhui.i18n import _, speaking

Language = Literal["zh", "en"]

FOLDER = Path(__file__).parent / "man"
#: As the manuals of each language head their sections: man-pages(7), and its translation.
_HEADS = {
    "en": {"name": "NAME", "synopsis": "SYNOPSIS", "description": "DESCRIPTION", "see": "SEE ALSO"},
    "zh": {"name": "名称", "synopsis": "概述", "description": "描述", "see": "参见"},
}
_SEE = {
    "en": "The guide and the reference of plans, rulebooks and files are in the folder docs of the source.",
    "zh": "使用指南，以及计划、规定、文件的说明，在源代码的 docs 文件夹里。",
}


# Between two Chinese characters, but not after an opening mark nor before a closing one (GB/T 15834-2011, 5.1).
_CHINESE = "\u3001-\u30ff\u3400-\u9fff\uff01-\uff60“”…"
_BETWEEN = re.compile(
    rf"(?<=[{_CHINESE}])(?<![（《〈「『【〔“])(?=[{_CHINESE}])(?![，。、；：？！）》〉」』】〕”…])"
)


def pages() -> dict[Path, str]:
    """Both manuals, by the files in which they stand."""
    return {FOLDER / "sanhui.1": page("en"), FOLDER / "zh/sanhui.1": page("zh")}


def page(language: Language) -> str:
    """One manual. A command or option of which nothing is declared would be missing in the help pages as well."""
    heads = _HEADS[language]
    root = command()
    with speaking(language):
        about, *more = said(root.help).split("\n\n")
        lines = [
            '.\\" Written by docs/generate.py.',
            f'.TH SANHUI 1 "" "sanhui {__version__}" 三会一课',
            ".nh",
            ".ad l",
            f".SH {heads['name']}",
            f"sanhui \\- {_plain(about.rstrip('.。'))}",
            f".SH {heads['synopsis']}",
            f".B sanhui\n{_plain(_('COMMAND'))} {_plain(_('[OPTIONS]'))}",
            f".SH {heads['description']}",
            *_prose("\n\n".join(more)),
            f".SH {_head(_('Options:'))}",
            *_parameters(root),
        ]
        for chapter in root.chapters:
            lines.append(f".SH {_head(_(chapter.title))}")
            for entry in chapter.entries:
                lines += _command(root.commands[entry.name], [entry.name])
        lines += [line for head, rows in _tables(language) for line in _table(head, rows)]
        lines += [f".SH {heads['see']}", _plain(_SEE[language])]
    return "\n".join(lines) + "\n"


def _command(node: Any, words: list[str]) -> Iterator[str]:
    """A command with its parameters; a group with its commands after it."""
    arguments = [argument(each) for each in node.params if each.param_type_name == "argument"]
    usage = ["sanhui", *words, *arguments, *([_("COMMAND")] if hasattr(node, "chapters") else [])]
    yield f'.SS "{_plain(" ".join(usage)).replace(chr(34), "")}"'
    yield from _prose(said(node.help))
    yield from _parameters(node)
    for chapter in getattr(node, "chapters", ()):
        for entry in chapter.entries:
            yield from _command(node.commands[entry.name], [*words, entry.name])


def _parameters(node: Any) -> Iterator[str]:
    for each in node.params:
        name = argument(each) if each.param_type_name == "argument" else option(each)
        yield from (".TP", f".B {_plain(name)}", _plain(explained(each)))


def _prose(text: str) -> Iterator[str]:
    """Paragraphs; those that begin with spaces are examples, and stay as they are."""
    for nth, paragraph in enumerate(text.split("\n\n")):
        if nth:
            yield ".PP"
        if paragraph.startswith(" "):
            yield from (
                ".RS 4",
                ".nf",
                *(_plain(line.strip()) for line in paragraph.split("\n")),
                ".fi",
                ".RE",
            )
        else:
            yield _plain(" ".join(paragraph.split("\n")))


def _tables(language: Language) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The tables of docs/…/files.md, by their heads: exit codes, files, variables."""
    text = (Path(__file__).parent / language / "files.md").read_text(encoding="utf-8")
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        head, _newline, body = section.partition("\n")
        rows = [line.strip("| ").split(" | ", 1) for line in body.splitlines() if line.startswith("| ")]
        yield head, [(term, meaning) for term, meaning in rows[2:]]


def _table(head: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    yield f".SH {_head(head)}"
    for term, meaning in rows:
        yield from (".TP", f".B {_plain(_without_marks(term))}", _plain(_without_marks(meaning)))


def _without_marks(markdown: str) -> str:
    """A cell of Markdown without code marks and with the text of its links only."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown).replace("`", "")


def _head(text: str) -> str:
    return _plain(text.rstrip(":：").upper())


def _plain(text: str) -> str:
    """A text in which nothing is an instruction: man(7) reads a backslash, and a point or an apostrophe that begins a line.

    Chinese has no spaces at which roff breaks a line, so each place where it may is shown.
    """
    text = _BETWEEN.sub(r"\\:", text.replace("\\", "\\e").replace("-", "\\-"))
    return f"\\&{text}" if text.startswith((".", "'")) else text
