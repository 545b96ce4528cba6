"""Nobody smuggles a property into a calendar through a text."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.parser import unescape_backslash
from icalendar.prop import vCategory, vText

from handmade import schedule, session
from sanhui.publish.cleaning import clean, one_line
from sanhui.publish.ics import Options, calendar
from sanhui.publish.ics.text import escape, text_line, uri

#: Line ends of all kinds, what separates and escapes, and what would mean something on a line of its own.
PIECES = [
    *[
        "\r",
        "\n",
        "\r\n",
        "\u2028",
        "\u2029",
        "\x85",
        "\x0b",
        "\x0c",
        "\x1c",
        "\0",
        "\x1b",
        "\ud800",
        "\ufeff",
    ],
    *[
        "\t",
        " ",
        ";",
        ",",
        "\\",
        "\\n",
        "\\N",
        ":",
        '"',
        "=",
        "^",
        "^n",
        "^'",
        "%",
        "%0A",
        "%3B",
        "\u202e",
        "党",
    ],
    *["END:VEVENT", "BEGIN:VALARM", "ATTENDEE:mailto:x@e.org", "URL:javascript:1", "DTSTART:20260101", "X-A"],
]
EVIL = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
NOTHING = vCategory([""])
IDENTITY = {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "STATUS", "TRANSP"}
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "URL", "CATEGORIES", "COLOR", "ATTACH", "ORGANIZER"}
HEADER = {"PRODID", "VERSION", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "COLOR"}
REFRESH = {"REFRESH-INTERVAL", "X-PUBLISHED-TTL"}


@settings(deadline=None)
@given(title=EVIL, topic=EVIL, place=EVIL, notes=EVIL, kind=EVIL, material=EVIL, url=EVIL, name=EVIL)
@example(
    "a\rURL:x", "b\nURL:x", "c\r\nURL:x", "d\u2028URL:x", "\x85", "https://e\r\nURL:x", "f\nURL:x", 'g";X="y'
)
def test_texts_stay_texts(
    title: str, topic: str, place: str, notes: str, kind: str, material: str, url: str, name: str
) -> None:
    """Whatever stands in a plan, the file has the same properties, and each says the text that was meant."""
    made = session(
        title=title,
        topic=topic,
        place=place,
        notes=notes,
        kinds=(kind,),
        materials=(material, "https://example.org/" + material),
        url=url,
        speaker=title,
        audience=(place,),
        remind=(30,),
    )
    data = calendar(
        schedule(
            made, title=title, organization=name, organizer="a@example.org" + url, timezone="Asia/Shanghai"
        ),
        Options(names=True),
    )
    assert [] == [line for line in re.split(b"\r\n", data) if re.search(b"[\r\n]", line)]
    read = Calendar.from_ical(data)
    assert set() == set(read) - HEADER - REFRESH
    assert ["VTIMEZONE", "VEVENT"] == [component.name for component in read.subcomponents]
    (event,) = read.events
    assert set() == set(event) - IDENTITY - TEXTS
    assert [] == event.errors
    assert ["VALARM"] == [component.name for component in event.subcomponents]
    assert {"ACTION", "TRIGGER", "DESCRIPTION"} == set(event.alarms.times[0].alarm)
    assert str(event["SUMMARY"]).startswith(one_line(title))
    assert one_line(place) == str(event.get("LOCATION", ""))
    assert [one_line(kind)] == [str(category) for category in event.get("CATEGORIES", NOTHING).cats]
    assert (
        one_line(title)
        == unescape_backslash(str(read["NAME"]))
        == unescape_backslash(str(read["X-WR-CALNAME"]))
    )


@given(EVIL)
def test_what_is_escaped_is_read_as_it_was(text: str) -> None:
    r"""The cleaned text is read back, also in a path like D:\Notes, whose \N icalendar takes for a break."""
    file = f"BEGIN:VCALENDAR\r\n{text_line('DESCRIPTION', text)}\r\nEND:VCALENDAR\r\n"
    read = Calendar.from_ical(file)
    assert ["DESCRIPTION"] == list(read)
    assert clean(text) == str(read["DESCRIPTION"])


@given(st.text().filter(lambda text: "\\N" not in text))
def test_escapes_are_those_of_icalendar(text: str) -> None:
    """Where icalendar is right, ours are the same."""
    assert vText(clean(text)).to_ical().decode() == escape(text)


@given(EVIL)
def test_no_control_character_stays(text: str) -> None:
    """Whatever may end a line somewhere is a line feed or gone."""
    assert "\n".join(clean(text).splitlines()) == clean(text).removesuffix("\n")
    assert [] == re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800]", clean(text))


@given(EVIL)
def test_an_address_has_no_spaces_and_no_breaks(text: str) -> None:
    """A URI is ASCII without spaces, quotes or control characters (RFC 3986)."""
    assert re.fullmatch(r"[!#$%&'()*+,./0-9:;=?@A-Z\[\]_a-z~-]*", uri(text))


def test_an_address_stays_what_it_is() -> None:
    """What RFC 3986 allows is left alone, encoded parts too; a Chinese path is encoded."""
    assert "https://example.org/a%20b?q=1&r=[2]#x" == uri("https://example.org/a%20b?q=1&r=[2]#x")
    assert "https://example.org/%E5%85%9A" == uri(" https://example.org/党 ")
