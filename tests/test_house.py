"""The house itself: data goes one way, modules stay small, nothing in it belongs to one machine."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src/sanhui"
MODULES = sorted(SOURCE.rglob("*.py"))

# In the order in which data flows: a module imports from its own row and from the rows above it, never from below.
LAYERS = (
    ("i18n",),
    ("errors", "wording"),
    ("files", "installed", "os_errors"),
    ("sheets",),
    ("days",),
    ("when",),
    ("roster",),
    ("plan",),
    ("rulebook",),
    ("schedule",),
    ("moment",),
    ("ledger",),
    ("attendance",),
    ("rules",),
    ("checks",),
    ("edit",),
    ("publish",),
    ("tables",),
    ("caldav",),
    ("start",),
    ("api",),
    ("cli",),
    ("__init__", "__main__"),
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}

LONGEST = 400


def _layer(module: Path) -> str:
    first = module.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def _imported(module: Path) -> Iterator[tuple[int, str]]:
    """Every module of ours that a module imports, wherever in it, with the line."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names if name.name.startswith("sanhui"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sanhui":
            if node.module == "sanhui":
                yield from ((node.lineno, f"sanhui.{name.name}") for name in node.names)
            else:
                yield node.lineno, str(node.module)


def _name(module: Path) -> str:
    return str(module.relative_to(SOURCE))


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_imports_go_one_way(module: Path) -> None:
    """What stands right in the picture of docs/ARCHITECTURE.md is unknown to what stands left of it."""
    rank = RANK.get(_layer(module), len(LAYERS))
    backwards = [
        f"line {line}: {name}"
        for line, name in _imported(module)
        if name != "sanhui" and RANK.get(name.split(".")[1], 0) > rank
    ]
    assert [] == backwards


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_modules_are_small(module: Path) -> None:
    """A module that needs more than 400 lines holds more than one concept."""
    assert LONGEST >= len(module.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_modules_say_what_they_are(module: Path) -> None:
    """Every package and module begins with a docstring of at least a sentence."""
    text = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    assert text.split("\n\n")[0].rstrip().endswith((".", "!", "?", ")")), text


def test_every_folder_has_its_place_in_the_order() -> None:
    """A new package is placed in LAYERS, and in docs/ARCHITECTURE.md."""
    assert set() == {_layer(module) for module in MODULES} - RANK.keys()


@pytest.mark.parametrize("chapter", sorted((SOURCE / "cli/commands").glob("[!_e]*.py")), ids=_name)
def test_a_command_is_in_the_folder_of_its_chapter(chapter: Path) -> None:
    """What `--help` shows under one heading is one folder of `cli`."""
    homes = re.findall(r'"([a-z_]+)\.[a-z_.]+:[a-z_]+"', chapter.read_text(encoding="utf-8"))
    assert {chapter.stem} == set(homes)


def test_the_map_shows_what_is_there() -> None:
    """Every module and file of data that docs/ARCHITECTURE.md sends somebody to is where it says."""
    text = (ROOT / "docs/ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+/[a-z_/]+\.(?:py|toml))`", text))
    assert named
    assert [] == [name for name in sorted(named) if not any((at / name).is_file() for at in (SOURCE, ROOT))]


def _tracked() -> list[Path]:
    """What belongs to the project: git's files, or all of an unpacked archive."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        folders = ("src", "tests", "docs", "plans", "benchmarks")
        return [
            *ROOT.glob("*.*"),
            *(file for name in folders for file in (ROOT / name).rglob("*") if file.is_file()),
        ]
    names = [name for name in listed.stdout.decode().split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


# Written in pieces, so that this file does not find itself.
FOREIGN = re.compile(
    "|".join(
        [
            r"(?<![\w.])/(?:" + "home|Users|root" + r")/\w",
            r"(?<![\w.])/(?:" + "work|workspace" + r")/",
            r"/opt/" + "py",
            "index" + "-url",
            "files[.]python" + "hosted",
            r"pypi[.-]" + r"(?!org/project)[a-z]",
            r"\b(?:127|10|192)(?:[.]\d{1,3}){3}\b",
        ]
    )
)


def test_nothing_belongs_to_one_machine() -> None:
    """No tracked text has a path of somebody's machine or the address of a package registry."""
    found = []
    for file in _tracked():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # catalogues, pictures, files that are wrong on purpose
            continue
        found += [f"{file.relative_to(ROOT)}: {match[0]}" for match in FOREIGN.finditer(text)]
    assert [] == found
