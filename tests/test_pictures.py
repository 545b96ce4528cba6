"""`sanhui export png` and `svg`: the year as a picture, with Chinese glyphs and never with boxes."""

import io
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageFont

from commandline import PLAN, ROOT, sanhui, write
from programs import program
from sanhui import publish
from sanhui.errors import UnableError
from sanhui.i18n import speaking
from sanhui.plan.load import load
from sanhui.publish.picture import fonts, to_png, to_svg, year
from sanhui.publish.picture.drawing import Box, Drawing, Text
from sanhui.publish.year.daily import Sort, months_of
from sanhui.schedule.expand import Schedule, expand
from shipped import PLANS
from small_plans import write_plan
from test_plans import name_of
from yearbooks import BODY, write_record

ROSTER = "姓名,党小组\n甲同志,一\n乙同志,一\n张三,二\n=李四,三\n"
_SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def chinese() -> Path:
    """A font with Chinese glyphs, which `.ci/run` installs."""
    program("fc-list")
    return fonts.font(None)


def drawn(schedule: Schedule) -> Drawing:
    """The year of a schedule, in Chinese."""
    with speaking("zh"):
        return year(schedule)


@pytest.mark.parametrize("plan", PLANS, ids=name_of)
def test_everything_is_inside(plan: Path) -> None:
    """No box and no text begins outside the picture."""
    drawing = drawn(expand(load(plan)))
    assert [] == [
        item for item in drawing.items if not (0 <= item.x <= drawing.width and 0 <= item.y <= drawing.height)
    ]


def test_every_day_and_every_session_is_drawn() -> None:
    """A box a day, a chip a session, as far as a cell has room for chips; more are counted."""
    schedule = expand(load(ROOT / "plans/qiyou-2026.toml"))
    drawing = drawn(schedule)
    days = [day for month in months_of(schedule) for day in month.days]
    boxes = [item for item in drawing.items if isinstance(item, Box)]
    assert 365 + len({Sort.OFF, Sort.WORKED}) == sum(box.line != "" for box in boxes)  # and the legend
    kinds = {each.kinds[0] for day in days for each in day.sessions}
    assert sum(min(len(day.sessions), 2) for day in days) + len(kinds) == sum(box.line == "" for box in boxes)
    more = [item.text for item in drawing.items if isinstance(item, Text) and item.text.startswith("+")]
    assert [f"+{len(day.sessions) - 2}" for day in days if len(day.sessions) > 2] == more


def test_svg_says_what_is_drawn() -> None:
    """It is XML, with every text of the drawing as text, in order."""
    drawing = drawn(expand(load(ROOT / "plans/minimal-2026.toml")))
    root = ET.fromstring(to_svg(drawing))
    texts = [item.text for item in drawing.items if isinstance(item, Text)]
    assert texts == [element.text for element in root.iter(f"{_SVG}text")]


def test_svg_takes_no_markup(tmp_path: Path) -> None:
    """A title is text, whatever it is made of."""
    schedule = expand(load(write(tmp_path, PLAN)))
    plan = msgspec.structs.replace(schedule.plan, title="<script>&\"'\x00]]>")
    root = ET.fromstring(to_svg(drawn(Schedule(plan, schedule.sessions))))
    assert ([], "<script>&\"']]>") == (list(root.iter(f"{_SVG}script")), root[0].text)


def test_png_is_a_picture_of_that_size(chinese: Path) -> None:
    """Twice as many pixels as points, with the colours of the kinds in it."""
    drawing = drawn(expand(load(ROOT / "plans/minimal-2026.toml")))
    data = to_png(drawing, chinese)
    with Image.open(io.BytesIO(data)) as image:
        pixels = image.convert("RGB")
        assert (round(drawing.width * 2), round(drawing.height * 2)) == image.size
    assert (0x46, 0x82, 0xB4) in {colour for _count, colour in pixels.getcolors(2**24) or ()}


def test_the_function_paints_what_the_command_paints(tmp_path: Path, chinese: Path) -> None:
    """`publish.to_png` and `export png` give the same bytes."""
    path = write(tmp_path, PLAN)
    picture = tmp_path / "year.png"
    sanhui("export", "png", path, "--output", picture, "--font", chinese)
    assert picture.read_bytes() == publish.to_png(expand(load(path)), chinese)


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """A plan of three groups with a record of four months."""
    path = write_plan(tmp_path, 'when = "每周一"', head=f'organization = "{BODY}"\n', roster=ROSTER)
    days = ["2026-01-05", "2026-01-12", "2026-02-02", "2026-04-13"]
    rows = {"甲同志": "pppp", "乙同志": "papp", "张三": "ppal", "=李四": "aaaa"}
    groups = {"甲同志": "一", "乙同志": "一", "张三": "二", "=李四": "三"}
    write_record(tmp_path / "ledger.db", days, rows, groups=groups)
    return path


def test_characters_without_a_glyph_are_left_out_and_named(recorded: Path, chinese: Path) -> None:
    """An emoji that the font has not is a gap, not a box, and whoever paints is told; the same bytes each time."""
    assert frozenset("\U0001fae8") == fonts.lacking(chinese, ["党\U0001fae8日", "日 期"])
    recorded.write_text(
        recorded.read_text(encoding="utf-8").replace(BODY, "支部\U0001fae8"), encoding="utf-8"
    )
    words = ("export", "png", recorded, "--of", "attendance")
    told = sanhui(*words).err
    assert "p-attendance.png written: 支部\U0001fae82026年考勤" in told
    assert "the font has no glyph for \U0001fae8 (U+1FAE8): the picture leaves it out" in told
    assert "p-attendance.png is up to date" in sanhui(*words).err


def test_heat_map_says_what_the_answers_say(recorded: Path) -> None:
    """A box and a number for each month with sessions, of each member, the rates and the sum; in the plan's language."""
    told = sanhui("export", "svg", recorded, "--of", "attendance", "--as-of", "2026-06-30")
    assert (0, True) == (told.code, "p-attendance.svg written: 示例支部2026年考勤" in told.err)
    root = ET.fromstring((recorded.parent / "p-attendance.svg").read_bytes())
    texts = [str(element.text) for element in root.iter(f"{_SVG}text")]
    assert ["示例支部2026年考勤", "截至2026年6月30日 周二，4场，出勤率62.5%"] == texts[:2]
    assert ["人员", "1月", "2月", "3月", "4月", "实到/应到"] == texts[2:8]
    at = texts.index("乙同志")
    assert ["50", "100", "100", "75%", "3/4", "张三", "100", "0", "100", "75%", "3/4", "=李四"] == texts[
        at + 1 : at + 13
    ]
    grounds = [str(each.get("fill")) for each in root.iter(f"{_SVG}rect")][1:]
    assert ["#6baed6", "#6baed6", "#6baed6", "#d7191c", "#6baed6", "#6baed6"] == grounds[:6]


def test_heat_map_of_many_members_shows_groups(recorded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More lines than a phone can show become groups, and it is said; whoever insists gets the members."""
    monkeypatch.setattr("sanhui.cli.publish.pictures._MOST_MEMBERS", 3)
    words = ("export", "svg", recorded, "--of", "attendance", "-o", "-")
    many, insisted = sanhui(*words), sanhui(*words, "--by", "member")
    assert "4 members are more than a picture can show" in many.err
    assert (False, True) == ("张三" in many.out, "张三" in insisted.out)


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--by", "group"], 2, "only with --of attendance"),
        (["--of", "attendance", "--as-of", "2026-01-01"], 3, "no session of 2026 is recorded"),
        (["--of", "nothing"], 2, "nothing"),
    ],
)
def test_slips_are_told(recorded: Path, words: list[str], code: int, message: str) -> None:
    """What cannot be drawn is said, and nothing is written."""
    outcome = sanhui("export", "svg", recorded, *words)
    assert (code, True) == (outcome.code, message in outcome.err), outcome.err
    assert [] == list(recorded.parent.glob("*.svg"))


def test_font_without_chinese_is_refused(tmp_path: Path) -> None:
    """A font that would paint boxes is not taken; nor is a file that is no font."""
    latin = tmp_path / "latin.ttf"
    built_in = ImageFont.load_default(20)
    assert isinstance(built_in, ImageFont.FreeTypeFont)
    latin.write_bytes(built_in.font_bytes)
    (tmp_path / "none.ttf").write_text("no font", encoding="utf-8")
    path = write(tmp_path, PLAN)
    for name in ("latin.ttf", "none.ttf", "missing.ttf"):
        outcome = sanhui("export", "png", path, "--font", tmp_path / name)
        assert (2, True) == (outcome.code, "no font with Chinese glyphs" in outcome.err)
    assert [] == list(tmp_path.glob("*.png"))


@pytest.mark.skipif(sys.platform == "win32", reason="fonts are looked for in one folder there")
def test_computer_without_a_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said which package brings one, and nothing is painted."""
    monkeypatch.setattr(fonts, "_folders", lambda: (tmp_path,))
    with pytest.raises(UnableError, match=r"fonts-noto-cjk|Noto Sans CJK"):
        fonts.font(None)


def test_command(tmp_path: Path) -> None:
    """The picture stands beside the plan; a second time it is up to date."""
    path = write(tmp_path, PLAN)
    assert "skl-2026.svg written" in sanhui("export", "svg", path).err
    assert "skl-2026.svg is up to date" in sanhui("export", "svg", path).err
