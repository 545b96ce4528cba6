"""Writes what the documentation repeats from the program: tables, help pages, the output of every command.

`make docs` runs it; with `--check` it writes nothing and names the pages that are stale, which the tests do too.

In a page, three things are generated:

- what stands between `<!-- generated: NAME -->` and `<!-- end -->`;
- the output in ```` ```console ```` blocks. Each line that begins with `$ ` is run, in a folder of the page's own that
  holds a copy of plans/, in the page's language. `head=N` in the first line keeps so many lines of each output,
  `exit=N` says which exit code is right (0 otherwise);
- ```` ```text output ```` blocks: what the ```` ```python ```` blocks since the last one print. Those of a page are run one after
  the other in the same folder, and speak the language that they say, English if none;
- nothing else. ```` ```toml file=NAME ```` and ```` ```text file=NAME ```` blocks are written into that folder before
  the commands after them run; `append=NAME` adds to a file that stands there.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import io
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "tests")]

import manual
import picture
import sample_record
import tables

import commandline
from sanhui.i18n import speaking

Language = Literal["zh", "en"]

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs/images"
WIDTH = 80
#: What the pictures show, and up to which day its record goes.
PLAN = "plans/qiyou-2026.toml"
RECORDED = dt.date(2026, 11, 20)
_AGENDA = "--kind 集中学习 --kind 主题党日 --from 2026-01-01 --to 2026-02-28"

_PIECES = re.compile(
    r"(?P<head><!-- generated: (?P<name>[\w-]+) -->\n)(?P<body>.*?)(?P<foot><!-- end -->)"
    r"|(?P<open>^```(?P<sort>console|python|toml|text)(?P<options>[^\n]*)\n)(?P<text>.*?)(?P<close>^```$)",
    re.DOTALL | re.MULTILINE,
)


class Block(NamedTuple):
    """A fenced block: its language, the words after it, its text."""

    sort: str
    options: dict[str, str]
    text: str


def pages() -> list[Path]:
    """Every page of the documentation."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def language_of(page: Path) -> Language:
    """The language in which a page is written."""
    return "zh" if page.parent.name == "zh" or ".zh" in page.name else "en"


def blocks(page: Path) -> Iterator[Block]:
    """The console, TOML and text blocks of a page."""
    for found in _PIECES.finditer(page.read_text(encoding="utf-8")):
        if found["sort"]:
            yield Block(found["sort"], _options(found["options"]), found["text"])


def render(page: Path) -> str:
    """The page as it should be. Raises RuntimeError when a command ends with another exit code than the page says."""
    with tempfile.TemporaryDirectory() as name:
        desk = Path(name)
        shutil.copytree(ROOT / "plans", desk / "plans")
        language = language_of(page)
        names: dict[str, object] = {}
        printed: list[str] = []

        def filled(found: re.Match[str]) -> str:
            if found["name"]:
                return found["head"] + _table(found["name"], language) + found["foot"]
            options = _options(found["options"])
            if found["sort"] == "console":
                return found["open"] + _session(found["text"], options, desk, language) + found["close"]
            if found["sort"] == "python":
                printed.append(_printed(found["text"], names, desk))
            if "output" in options:
                output = "".join(printed)
                printed.clear()
                return found["open"] + output + found["close"]
            if "file" in options:
                desk.joinpath(options["file"]).write_text(found["text"], encoding="utf-8")
            elif "append" in options:
                with desk.joinpath(options["append"]).open("a", encoding="utf-8") as file:
                    file.write("\n" + found["text"])
            return found[0]

        return _PIECES.sub(filled, page.read_text(encoding="utf-8"))


def run(command: str, folder: Path, language: Language, **more: str) -> tuple[int, str]:
    """Run one `sanhui …` as a reader would, at a screen of 80 columns, without colours: exit code and output."""
    program, *words = shlex.split(command)
    if program != "sanhui":
        raise RuntimeError(f"only sanhui is run in the documentation, not {program}")
    environment = {
        "COLUMNS": str(WIDTH),
        "NO_COLOR": "1",
        "SANHUI_NOW": "2026-11-23T10:00",
        "HOME": str(folder),  # what a command installs for its user stays in the folder
        "SANHUI_CONFIG": str(folder / "settings.toml"),
        "SANHUI_ACTOR": {"zh": "甲同志", "en": "Comrade A"}[language],
        "SANHUI_LANG": language,
        "TZ": "Asia/Shanghai",
    }
    return commandline.screen(*words, folder=folder, **environment | more)


def _options(words: str) -> dict[str, str]:
    return dict(word.partition("=")[::2] for word in words.split())


def _session(text: str, options: dict[str, str], desk: Path, language: Language) -> str:
    """The commands of a console block with their output."""
    shown = []
    for line in text.splitlines():
        if not line.startswith("$ "):
            continue
        code, output = run(line.removeprefix("$ "), desk, language)
        if code != int(options.get("exit", 0)):
            raise RuntimeError(f"{language}: {line}: exit code {code}\n{output}")
        rows = [row.rstrip() for row in output.replace(str(desk), "…").splitlines()]
        limit = int(options.get("head", len(rows)))
        shown += [line, *rows[:limit], *(["…"] if limit < len(rows) else [])]
    return "\n".join(shown) + "\n"


def _printed(code: str, names: dict[str, object], desk: Path) -> str:
    """What a piece of Python prints, with the names that the pieces before it have left."""
    out = io.StringIO()
    with contextlib.chdir(desk), contextlib.redirect_stdout(out), speaking("en"):
        exec(code, names)
    return out.getvalue()


def _table(name: str, language: Language) -> str:
    makers: dict[str, Callable[[Language], str]] = {
        "plan": tables.plan_reference,
        "kinds": tables.kinds,
        "marks": tables.marks,
        "named-days": tables.named_days,
        "when": tables.when_examples,
        "checks": tables.checks,
        "programs": tables.programs,
        "clients": tables.clients,
        "rulebook": tables.rulebook_reference,
        "rules": tables.rules,
        "rule-sorts": tables.rule_sorts,
        "branches": tables.branches,
        "placeholders": tables.placeholders,
        "settings": tables.settings,
        "commands": commands,
    }
    return "\n" + makers[name](language).rstrip("\n") + "\n\n"


def commands(language: Language) -> str:
    """Every command with its help page."""
    parts = []
    for words in command_paths():
        code, page = run(" ".join(["sanhui", *words, "--help"]), ROOT, language)
        if code:
            raise RuntimeError(page)
        parts += [f"## {' '.join(['sanhui', *words])}", "", "```text", page.rstrip(), "```", ""]
    return "\n".join(parts)


def command_paths() -> list[list[str]]:
    """Every command of the program, as the words that follow `sanhui`."""
    from sanhui.cli.app import command

    def below(node: Any, words: list[str]) -> Iterator[list[str]]:
        yield words
        for name, child in getattr(node, "commands", {}).items():
            if not child.hidden:
                yield from below(child, [*words, name])

    return list(below(command(), []))


def images() -> dict[Path, str]:
    """The pictures of the READMEs and pages, each of them what the program itself writes."""
    with tempfile.TemporaryDirectory() as name:
        desk = Path(name)
        shutil.copytree(ROOT / "plans", desk / "plans")
        sample_record.record(desk / PLAN, RECORDED)
        return {
            IMAGES / "agenda.svg": _terminal(desk, f"sanhui show {PLAN} {_AGENDA}", 104),
            IMAGES / "heat.svg": _terminal(desk, f"sanhui attendance {PLAN} --heat", WIDTH),
            IMAGES / "year.svg": _svg(desk, f"sanhui export svg {PLAN} -o -"),
            IMAGES / "attendance.svg": _svg(desk, f"sanhui export svg {PLAN} --of attendance -o -"),
        }


def _terminal(desk: Path, command: str, columns: int) -> str:
    """What a command prints, as a picture of a terminal."""
    colours = {"FORCE_COLOR": "1", "NO_COLOR": "", "TERM": "xterm-16color", "COLUMNS": str(columns)}
    return picture.svg(command, _output(desk, command, **colours).rstrip("\n"), columns)


def _svg(desk: Path, command: str) -> str:
    """A picture that a command prints."""
    return _output(desk, command)


def _output(desk: Path, command: str, **more: str) -> str:
    code, output = run(command, desk, "zh", **more)
    if code:
        raise RuntimeError(output)
    return output


def main() -> int:
    """Write the pages, the pictures and the manual, or check them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; name what is stale")
    only_check = parser.parse_args().check
    fresh = {page: render(page) for page in pages()}
    fresh |= images() | manual.pages()
    stale = [
        path for path, text in fresh.items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path in stale:
        print(f"{'stale' if only_check else 'wrote'}: {path.relative_to(ROOT)}")
        if not only_check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(fresh[path], encoding="utf-8")
    if only_check and stale:
        print("run `make docs`", file=sys.stderr)
    return 1 if only_check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
