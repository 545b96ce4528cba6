"""The documentation is true: commands end as it says and print what it shows, plans load, links lead somewhere."""

import re
from pathlib import Path

import generate
import pytest
import tables

from sanhui.days.overlay import read_overlay
from sanhui.plan.load import load
from sanhui.publish.records import to_dict
from sanhui.roster.reading import read_roster
from sanhui.rulebook import shipped
from sanhui.rulebook.load import rules_in
from sanhui.schedule.expand import expand

ROOT = Path(__file__).parents[1]
PAGES = generate.pages()
HEAD = """
[plan]
id = "example"
year = 2026
title = "A fragment stands in a plan"
"""
ACTIVITY = """
[[activity]]
id = "example"
title = "A table of its own stands below an activity"
kind = "study"
when = "每季度第二个月10日 15:00"
"""


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_what_pages_show_is_what_comes_out(page: Path) -> None:
    """Every command runs, ends with the exit code that the page says and prints what it shows; tables are fresh."""
    assert generate.render(page) == page.read_text(encoding="utf-8"), "run `make docs`, and read what changed"


@pytest.mark.slow
def test_the_pictures_are_what_comes_out() -> None:
    """The pictures of READMEs and pages are what the program writes."""
    drawn = generate.images()
    stale = [path.name for path, text in drawn.items() if path.read_text(encoding="utf-8") != text]
    assert [] == stale, "run `make docs`"
    assert {path.name for path in drawn} == {path.name for path in generate.IMAGES.iterdir()}


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_plan_loads(page: Path, tmp_path: Path) -> None:
    """Every TOML block is a plan, a part of one, a rulebook or a file of holidays, and is accepted."""
    blocks = list(generate.blocks(page))
    for block in blocks:  # a roster, or a parent's plan
        if "file" in block.options:
            (tmp_path / block.options["file"]).write_text(block.text, encoding="utf-8")
    for nth, block in enumerate(blocks):
        if block.sort != "toml":
            continue
        file = tmp_path / f"{nth}.toml"
        if "[plan]" in block.text or "[[activity]]" in block.text or "[activity." in block.text:
            text = block.text if "[plan]" in block.text else HEAD + _under_an_activity(block.text)
            file.write_text(text, encoding="utf-8")
            assert load(file).activities
        elif block.text.startswith("[[member]]"):
            file.write_text(block.text, encoding="utf-8")
            assert read_roster(file).members
        elif block.text.startswith("[[mark]]"):
            file.write_text(HEAD + ACTIVITY + block.text, encoding="utf-8")
            assert load(file).marks
        elif block.text.startswith("[rulebook]"):
            file.write_text(block.text, encoding="utf-8")
            assert rules_in(file, shipped.known()).rules
        else:
            file.write_text(block.text, encoding="utf-8")
            assert read_overlay(file).off


def _under_an_activity(text: str) -> str:
    return text if "[[activity]]" in text else ACTIVITY + text


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link names a file, and a heading in it."""
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        path, _hash, heading = target.partition("#")
        if "://" in target:
            continue
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (heading and heading not in _headings(file)):
            lost.append(target)
    assert [] == lost


def _headings(page: Path) -> set[str]:
    """The anchors of a page, as GitHub makes them."""
    found = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in found}


def test_both_languages_have_the_same_pages() -> None:
    """What is told in one language is told in the other."""
    chinese, english = (
        {page.name for page in (ROOT / "docs" / language).glob("*.md")} for language in ("zh", "en")
    )
    assert chinese == english


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_is_documented(language: str) -> None:
    """Each command has its help page among the commands, and is shown at work on some page."""
    page = (ROOT / "docs" / language / "commands.md").read_text(encoding="utf-8")
    shown = "\n".join(
        block.text
        for other in (ROOT / "docs" / language).glob("*.md")
        for block in generate.blocks(other)
        if block.sort == "console"
    )
    paths = [" ".join(["sanhui", *words]) for words in generate.command_paths()]
    assert [] == [path for path in paths if f"\n## {path}\n" not in page]
    assert len(paths) > 10
    assert [] == [
        path.split()[1] for path in paths if " " in path and f"sanhui {path.split()[1]}" not in page + shown
    ]


def test_every_key_and_every_check_has_its_chinese() -> None:
    """docs/zh/fields.toml says in Chinese what each table, key and check means, and nothing more."""
    from sanhui.checks import CHECKS, RECORD_CHECKS
    from sanhui.checks.required import RULE_CHECKS
    from sanhui.plan.schema import schema
    from sanhui.rulebook.schema import schema as rulebook_schema

    chinese = {name: set(keys) for name, keys in tables.chinese_fields().items()}
    expected = {
        name: {"", *definition["properties"]}
        for name, definition in (schema()["$defs"] | rulebook_schema()["$defs"]).items()
        if name != "Document"
    }
    expected["checks"] = {
        *(each.code for each in CHECKS),
        *(each.code for each in RECORD_CHECKS),
        *(each.code for each in RULE_CHECKS),
    }
    assert expected == chinese


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_key_of_the_json_is_documented(language: str) -> None:
    """The records of `show --json` have no key that its page does not name."""
    page = (ROOT / "docs" / language / "json.md").read_text(encoding="utf-8")
    records = to_dict(expand(load(ROOT / "plans/qiyou-2026.toml")))
    keys = {key for name in ("sessions", "tasks") for record in records[name] for key in record}
    assert set() == {key for key in keys if f"`{key}`" not in page and f'"{key}"' not in page}


def test_chinese_lines_are_not_broken() -> None:
    """A browser shows a line break as a space, and Chinese has none between its letters."""
    broken = []
    readmes = [ROOT / "README.zh-CN.md", ROOT / "benchmarks/README.zh-CN.md"]
    for page in sorted([*(ROOT / "docs/zh").glob("*.md"), *readmes]):
        text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for before, after in re.findall(
            r"(.*[\u3000-\u9fff\uff00-\uffef])\n *([\u3400-\u9fff`\[“（《].*)", text
        ):
            if not before.lstrip().startswith(("|", "#")):
                broken.append(f"{page.name}: {before[-20:]} | {after[:20]}")
    assert [] == broken
