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
from sanhui.errors import UnableError
from sanhui.i18n import speaking
from sanhui.plan.load import load
from sanhui.publish.months import months_of
from sanhui.publish.picture import fonts, to_png, to_svg, year
from sanhui.publish.picture.drawing import Box, Drawing, Text
from sanhui.schedule.expand import Schedule, expand
from shipped import PLANS
from test_plans import name_of

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
    assert 365 == sum(box.line != "" for box in boxes)
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
    """Twice as many pixels as points, with the colours of the kinds in it; the same bytes each time."""
    drawing = drawn(expand(load(ROOT / "plans/minimal-2026.toml")))
    data = to_png(drawing, chinese)
    with Image.open(io.BytesIO(data)) as image:
        pixels = image.convert("RGB")
        assert (round(drawing.width * 2), round(drawing.height * 2)) == image.size
    assert (0x46, 0x82, 0xB4) in {colour for _count, colour in pixels.getcolors(2**24) or ()}
    assert data == to_png(drawing, chinese)


def test_characters_without_a_glyph_are_left_out(chinese: Path) -> None:
    """An emoji that the font has not is a gap, not a box."""
    loaded = fonts.load(chinese, 24)
    assert loaded is not None
    assert "党日" == fonts.paintable(loaded, "党\U0001fae8日")


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


@pytest.mark.parametrize("form", ["png", "svg"])
def test_command(form: str, tmp_path: Path, chinese: Path) -> None:
    """The picture stands beside the plan; a second time it is up to date."""
    path = write(tmp_path, PLAN)
    assert f"skl-2026.{form} written" in sanhui("export", form, path).err
    assert f"skl-2026.{form} is up to date" in sanhui("export", form, path).err
