"""`sanhui export html`: the year as one page that needs nothing else, seen by a real browser."""

import json
import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, sync_playwright

from commandline import PLAN, ROOT, sanhui, write
from programs import node_package, program
from sanhui.plan.load import load
from sanhui.publish.page import Material, page
from sanhui.schedule.expand import Schedule, expand
from shipped import PLANS
from test_plans import name_of

QIYOU = ROOT / "plans/qiyou-2026.toml"

WIDTHS = (360, 768, 1440)


class Elements(HTMLParser):
    """The elements of a page: their names with attributes, and all text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=program("chromium"), args=flags)
        yield opened
        opened.close()


class Visit(msgspec.Struct):
    """A page in the browser, with what it asked for and complained of."""

    page: Page
    requests: list[str]
    complaints: list[str]


def visit(browser: Browser, folder: Path, data: bytes, **settings: Any) -> Visit:
    """Open a page from a file."""
    file = folder / "page.html"
    file.write_bytes(data)
    opened = browser.new_context(**settings).new_page()
    found = Visit(opened, [], [])
    opened.on("request", lambda request: found.requests.append(request.url))
    opened.on("console", lambda message: found.complaints.append(message.text))
    opened.on("pageerror", lambda error: found.complaints.append(str(error)))
    opened.goto(file.as_uri())
    return found


def of(plan: Path, *, public: bool = False) -> bytes:
    """The page of a plan."""
    return page(Material(expand(load(plan)), public=public))


@pytest.mark.parametrize("plan", PLANS, ids=name_of)
def test_every_session_has_its_row_and_its_mark(plan: Path) -> None:
    """Each session stands in the agenda once, and each mark of the year leads to one."""
    elements = Elements(of(plan).decode()).found
    rows = [attrs["id"] for tag, attrs in elements if tag == "tr" and "id" in attrs]
    links = {attrs["href"] for tag, attrs in elements if tag == "a" and attrs.get("class") == "chip"}
    schedule = expand(load(plan))
    assert sorted(each.id for each in schedule.sessions if not each.dropped) == sorted(map(str, rows))
    assert set() == {str(link).removeprefix("#").replace("%2F", "/") for link in links} - set(rows)


def test_same_plan_same_bytes(tmp_path: Path) -> None:
    """Nothing in the page comes from the clock or from chance."""
    assert of(write(tmp_path, PLAN)) == of(write(tmp_path, PLAN))


def test_public_page_names_nobody(tmp_path: Path) -> None:
    """Who speaks and what the notes say is left out; nothing else is."""
    path = write(tmp_path, PLAN.replace("topics =", 'notes = "请张三带书"\ntopics ='))
    open_, public = (of(path, public=flag).decode() for flag in (False, True))
    assert (True, True) == ("学会部部长" in open_, "请张三带书" in open_)
    assert (False, False) == ("学会部部长" in public, "请张三带书" in public)
    assert "新时代党的创新理论" in public


_typed = st.text("<>&\"'/script=onload alert(1)😀党{}%`", min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(_typed)
def test_text_is_never_markup(text: str) -> None:
    """Whatever a title, topic, place or note says, the page has the elements and attributes that it has without it."""
    with tempfile.TemporaryDirectory() as name:
        schedule = expand(load(write(Path(name), PLAN)))
    plain, written = (_shape(schedule, words) for words in ("题", text))
    assert plain == written


def _shape(schedule: Schedule, text: str) -> list[tuple[str, list[str]]]:
    sessions = tuple(
        msgspec.structs.replace(each, title=text, topic=text, place=text, notes=text, speaker=text)
        for each in schedule.sessions[:8]
    )
    plan = msgspec.structs.replace(schedule.plan, title=text)
    elements = Elements(page(Material(Schedule(plan, sessions))).decode()).found
    return [(tag, sorted(attrs)) for tag, attrs in elements if tag != "br"]


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_in_a_browser(width: int, scheme: str, browser: Browser, tmp_path: Path) -> None:
    """It asks for nothing, complains of nothing, is no wider than the screen, and axe finds nothing serious."""
    node_package("axe-core")
    seen = visit(
        browser,
        tmp_path,
        of(QIYOU),
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
    )
    axe = (ROOT / "tests/node/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    seen.page.evaluate(axe)
    found = seen.page.evaluate("axe.run({resultTypes: ['violations']})")
    grave = [
        (each["id"], json.dumps(each["nodes"][:2], ensure_ascii=False))
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]
    wide = seen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert ([], [], 0) == (grave, seen.complaints, wide)
    assert [(tmp_path / "page.html").as_uri()] == seen.requests


@pytest.mark.slow
def test_filters(browser: Browser, tmp_path: Path) -> None:
    """By kind, month and text, alone and together; a link from the year shows its row again; everything comes back."""
    seen = visit(browser, tmp_path, of(QIYOU)).page
    rows = seen.locator("table.agenda tbody tr:visible")
    everything = rows.count()
    seen.select_option("select[name=kind]", "lecture")
    lectures = rows.count()
    seen.select_option("select[name=month]", "3")
    assert (13, 1) == (lectures, rows.count())
    seen.click("button[type=reset]")
    seen.fill("input[name=text]", "纪律处分条例")
    assert 1 == rows.count()
    seen.locator("a.chip").first.click()
    seen.wait_for_function("document.querySelector('input[name=text]').value === ''")
    assert everything == rows.count()


@pytest.mark.slow
def test_page_without_scripts(browser: Browser, tmp_path: Path) -> None:
    """Every session can be read; there are no filters that do nothing."""
    seen = visit(browser, tmp_path, of(QIYOU), java_script_enabled=False).page
    rows = len(re.findall("<tr id=", seen.content()))
    assert (rows, 0) == (
        seen.locator("table.agenda tbody tr:visible").count(),
        seen.locator("form.filters:visible").count(),
    )


@pytest.mark.slow
def test_filters_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    """The first Tab offers to skip the year; Enter goes to the sessions, the next Tab into the filters."""
    seen = visit(browser, tmp_path, of(QIYOU)).page
    seen.keyboard.press("Tab")
    seen.keyboard.press("Enter")
    seen.keyboard.press("Tab")
    assert "text" == seen.evaluate("document.activeElement.name")


@pytest.mark.slow
def test_printed_page(browser: Browser, tmp_path: Path) -> None:
    """On A4 the year is one page, the sessions begin on the next, and filters are not printed."""
    seen = visit(browser, tmp_path, of(QIYOU)).page
    pdf = tmp_path / "page.pdf"
    seen.pdf(path=pdf, prefer_css_page_size=True)
    told = subprocess.run(
        [program("pdftotext"), "-layout", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    # A PDF may say 月 as the radical ⽉, and its words come with any space between them.
    text = ["".join(each.split()) for each in unicodedata.normalize("NFKC", told).split("\f")]
    assert (True, True, False) == ("12月" in text[0], text[1].startswith("场次"), "查找" in text[1])


def test_command(tmp_path: Path) -> None:
    """The page stands beside the plan; a second time it is up to date."""
    path = write(tmp_path, PLAN)
    assert "skl-2026.html written" in sanhui("export", "html", path).err
    assert "skl-2026.html is up to date" in sanhui("export", "html", path).err
