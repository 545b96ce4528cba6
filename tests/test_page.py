"""`sanhui export html`: the year as one page that needs nothing else, seen by a real browser."""

import datetime as dt
import functools
import json
import re
import subprocess
import tempfile
import unicodedata
from collections import Counter
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
from records import PLAN as BRANCH
from records import branch, clerk
from sanhui.attendance.answers import answer
from sanhui.attendance.record import Record
from sanhui.plan.load import load
from sanhui.publish.page import Material, Review, page
from sanhui.publish.page import attendance as section
from sanhui.schedule.expand import Schedule, expand
from shipped import PLANS
from small_plans import write_plan
from test_plans import name_of
from yearbooks import BODY, write_record

QIYOU = ROOT / "plans/qiyou-2026.toml"
WIDTHS = (360, 768, 1440)
#: Names that people have, and names that somebody tries: the last of forty characters.
NAMES = (
    "甲",
    "张三",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "欧\"宁'",
    "😀同志",
    "阿卜杜热合曼" * 6 + "同志们好",
)
ROWS = ("pppppppp", "plsaapop", "ppppppp.", "pppaappp", "ppspppdp", "pppppepp", "appppplp")
DAYS = [f"2026-{month:02}-12" for month in range(1, 9)]


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
    chromium = program("chromium")  # before playwright, which is not easy to start either
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=chromium, args=flags)
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


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """A plan of a body with eight recorded sessions, odd names, and a session of the plan that everybody came to."""
    lines = [f'"{name.replace(chr(34), chr(34) * 2)}",{"一二"[n % 2]}组' for n, name in enumerate(NAMES)]
    people = "\n".join(["姓名,党小组", *lines]) + "\n"
    head = f'organization = "{BODY}"\nrules = ["支部工作条例"]\n'
    path = write_plan(
        tmp_path, 'when = "每月第一个周一 15:00"\naudience = "全体党员"', head=head, roster=people
    )
    groups = {name: f"{'一二'[n % 2]}组" for n, name in enumerate(NAMES)}
    write_record(tmp_path / "ledger.db", DAYS, dict(zip(NAMES, ROWS, strict=True)), groups=groups)
    done = sanhui("attend", "a/2026-09", path, "--all-present", "--yes", SANHUI_NOW="2026-09-20T10:00")
    assert 0 == done.code, done.err
    return path


def export(path: Path, *words: str) -> str:
    """What `sanhui export html` writes, as of the end of September."""
    done = sanhui("export", "html", path, "--as-of", "2026-09-30", "-o", path.with_suffix(".html"), *words)
    assert 0 == done.code, done.err
    return path.with_suffix(".html").read_text(encoding="utf-8")


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


def test_every_member_has_a_row_of_months_and_of_marks(recorded: Path) -> None:
    """What the matrix and the answers of `sanhui attendance` say; every link of the page leads somewhere."""
    text = export(recorded)
    elements = Elements(text).found
    ids = {attrs["id"] for _tag, attrs in elements if "id" in attrs}
    links = {str(attrs["href"])[1:].replace("%2F", "/") for tag, attrs in elements if tag == "a"}
    assert set() == links - ids
    rows = Counter(attrs["data-group"] for tag, attrs in elements if tag == "tr" and "data-group" in attrs)
    # Each member stands once among the months, and once in each of three quarters.
    assert Counter({"一组": 16, "二组": 12}) == rows
    zhang = text[text.index('<th scope="row">张三</th>') :].partition("</tr>")[0].partition("<tr")[0]
    assert '<td class="c6baed6" title="1/1">100' in zhang
    assert '<td class="cd7191c" title="0/1">0' in zhang
    assert "<td>9<td>6<td>66.6%<td>1<td>1<td>2<td>" in zhang
    assert 'title="迟到">迟' in text
    assert 'title="2026-Q1 缺">×' in text
    assert "2018" not in re.search("<blockquote>(.*?)</blockquote>", text)[1]  # type: ignore[index]
    assert "一般每季度召开1次" in text


def test_members_below_what_is_asked(recorded: Path) -> None:
    """Who is below the organisation's rate, or short by a rule, stands in a list with what is missing; nobody else does."""
    local = '[rulebook]\nid = "local"\nzh = "本地"\nen = "local"\n\n[settings]\nattendance_target = 0.85\n'
    (recorded.parent / "local.toml").write_text(local, encoding="utf-8")
    plan = recorded.read_text(encoding="utf-8").replace("支部工作条例", "local.toml")
    recorded.write_text(plan, encoding="utf-8")
    text = export(recorded)
    found = text[text.index('class="concerns"') :].partition("</table>")[0]
    assert "出勤率66.6%，低于85%" in found
    assert ["张三", "&lt;script&gt;alert(1)&lt;/script&gt;"] == re.findall('scope="row">(.*?)<', found)[:2]


def test_what_a_year_leaves_short(tmp_path: Path) -> None:
    """Each member with what is missing by each rule, in their own row; the board has gaps where nothing is judged."""
    branch(tmp_path, plan=BRANCH.replace("每周一", "每周一，6月至12月"))
    clerk(tmp_path, "attend", "6月1日", "--absent", "张三", now="2026-06-30T10:00")
    done = clerk(tmp_path, "export", "html", "-o", "page.html", now="2027-02-01T10:00")
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    rows = text[text.index('class="concerns"') :].partition("</table>")[0].split('<th scope="row">')[1:]
    short = {row.partition("<")[0]: re.findall("<span>(.*?)</span>", row) for row in rows}
    assert (0, 5) == (done.code, len(short))
    assert ["每年谈心谈话：2026：缺；0/1", "党员每年32学时：2026：缺；2/32"] == short["甲同志"]
    assert "党员每年32学时：2026：缺；0/32" in short["张三"]


def test_public_page_has_no_member(recorded: Path) -> None:
    """Neither a name of the roster, nor attendance, nor findings."""
    text = export(recorded, "--public")
    assert [] == [name for name in NAMES[1:] if name in text or name.replace("<", "&lt;") in text]
    assert [] == [word for word in ("data-group", "出勤率", "党小组", 'id="rules"') if word in text]


def test_too_many_cells_become_months(recorded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than a page can show one by one is said so; the months stay."""
    monkeypatch.setattr(section, "MOST_CELLS", 62)
    text = export(recorded)
    assert ("7人、9场，逐场列在网页上太多" in text, "q-2026-Q1" in text) == (True, False)
    assert '<td class="c6baed6" title="1/1">100' in text


def test_page_of_a_year_without_sessions(tmp_path: Path) -> None:
    """Twelve empty months, and nothing that is not there."""
    schedule = msgspec.structs.replace(expand(load(write(tmp_path, PLAN))), sessions=())
    text = page(Material(schedule))
    assert (12, 0) == (text.count(b'class="month"'), text.count(b"<tr id="))


def test_page_of_a_record_of_another_year(tmp_path: Path) -> None:
    """What was held a year later is not of this one: the page says that nothing is recorded."""
    schedule = expand(load(write(tmp_path, PLAN)))
    record = Record((), (), schedule.plan.marks, 30)
    found = answer(record, "member", dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    text = page(Material(schedule, review=Review(dt.date(2027, 1, 31), record, found, ())))
    assert "<p>没有登记。</p>" in text.decode()


def test_page_where_nothing_may_be_written(tmp_path: Path) -> None:
    """A folder that is missing, or a folder where the file should be, is told; nothing is left half written."""
    path = write(tmp_path, PLAN)
    (tmp_path / "taken.html").mkdir()
    for target in ("missing/page.html", "taken.html"):
        outcome = sanhui("export", "html", path, "-o", tmp_path / target)
        assert (3, True) == (outcome.code, target in outcome.err), outcome.err
    assert ["plan.toml", "taken.html"] == sorted(each.name for each in tmp_path.iterdir())


_typed = st.text("<>&\"'/script=onload alert(1)😀党{}%`", min_size=1, max_size=60)


@settings(max_examples=30)
@given(_typed)
def test_text_is_never_markup(text: str) -> None:
    """Whatever a title, topic, place or note says, the page has the elements and attributes that it has without it."""
    assert _plain() == _shape(text)


@functools.cache
def _plain() -> list[tuple[str, list[str]]]:
    return _shape("题")


def _shape(text: str) -> list[tuple[str, list[str]]]:
    schedule = _schedule()
    sessions = tuple(
        msgspec.structs.replace(each, title=text, topic=text, place=text, notes=text, speaker=text)
        for each in schedule.sessions[:8]
    )
    plan = msgspec.structs.replace(schedule.plan, title=text)
    elements = Elements(page(Material(Schedule(plan, sessions))).decode()).found
    return [(tag, sorted(attrs)) for tag, attrs in elements if tag != "br"]


@functools.cache
def _schedule() -> Schedule:
    with tempfile.TemporaryDirectory() as name:
        return expand(load(write(Path(name), PLAN)))


# -- in a browser --------------------------------------------------------------------------------------------------


#: Ten months more are like the first two, and cost as much again.
_AXE = "axe.run({exclude: ['.month:nth-child(n+3)']}, {resultTypes: ['violations']})"


@pytest.mark.slow
def test_page_in_a_browser(browser: Browser, recorded: Path) -> None:
    """It asks for nothing, is no wider than any screen, and axe finds nothing serious; a name that is markup does nothing."""
    node_package("axe-core")
    axe = (ROOT / "tests/node/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    seen = visit(browser, recorded.parent, export(recorded).encode())
    seen.page.evaluate(axe)
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            seen.page.set_viewport_size({"width": width, "height": 900})
            seen.page.emulate_media(color_scheme=scheme)
            found = seen.page.evaluate(_AXE)
            grave = [
                (width, scheme, each["id"], json.dumps(each["nodes"][:2], ensure_ascii=False))
                for each in found["violations"]
                if each["impact"] in ("serious", "critical")
            ]
            wide = seen.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert ([], 0) == (grave, wide)
    assert ([], [(recorded.parent / "page.html").as_uri()]) == (seen.complaints, seen.requests)


@pytest.mark.slow
def test_page_of_a_real_plan_in_use(browser: Browser, tmp_path: Path) -> None:
    """Filters, keys, paper, and a browser without scripts, in one visit: a browser takes a second to open a page."""
    opened = visit(browser, tmp_path, of(QIYOU))
    seen = opened.page
    # By kind, month and text, alone and together; a link from the year shows its row again.
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

    # The first Tab offers to skip the year.
    seen.goto(seen.url.partition("#")[0])
    seen.keyboard.press("Tab")
    seen.keyboard.press("Enter")
    seen.keyboard.press("Tab")
    assert "text" == seen.evaluate("document.activeElement.name")

    # On A4 the year is one page, the sessions begin on the next, and filters are not printed.
    pdf = tmp_path / "page.pdf"
    seen.pdf(path=pdf, prefer_css_page_size=True, page_ranges="1-2")
    told = subprocess.run(
        [program("pdftotext"), "-layout", str(pdf), "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    # A PDF may say 月 as the radical ⽉, and its words come with any space between them.
    text = ["".join(each.split()) for each in unicodedata.normalize("NFKC", told).split("\f")]
    assert (True, True, False) == ("12月" in text[0], text[1].startswith("场次"), "查找" in text[1])
    assert [] == opened.complaints

    # Without scripts everything can be read, and no filter is there to do nothing.
    still = visit(browser, tmp_path, of(QIYOU), java_script_enabled=False).page
    assert (len(re.findall("<tr id=", still.content())), 0) == (
        still.locator("table.agenda tbody tr:visible").count(),
        still.locator("form.filters:visible").count(),
    )


@pytest.mark.slow
def test_attendance_and_rules_in_use(browser: Browser, recorded: Path) -> None:
    """The group filter hides rows of all its tables; the board leads to a rule and opens it; heads stay when scrolled."""
    seen = visit(
        browser, recorded.parent, export(recorded).encode(), viewport={"width": 360, "height": 700}
    ).page
    rows = seen.locator("section.wide tbody tr:visible")
    everything = rows.count()
    seen.select_option("select[name=group]", "二组")
    assert (28, 12) == (everything, rows.count())
    name = seen.locator("section.wide tbody th:visible").first
    before = name.bounding_box()
    seen.locator("section.wide .scroll").first.evaluate("each => { each.scrollLeft = 200; }")
    assert before == name.bounding_box()
    seen.locator(".board th a").first.click()
    assert seen.locator("details.rule[open] blockquote").is_visible()


def test_command(tmp_path: Path) -> None:
    """The page stands beside the plan; a second time it is up to date."""
    path = write(tmp_path, PLAN)
    assert "skl-2026.html written" in sanhui("export", "html", path).err
    assert "skl-2026.html is up to date" in sanhui("export", "html", path).err
