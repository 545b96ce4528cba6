"""Nobody smuggles a property into a calendar through a text."""

from __future__ import annotations

import re

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.parser import unescape_backslash
from icalendar.prop import vCategory, vText

from calendar_readers import ical_js
from handmade import activity, plan, schedule, session
from sanhui.plan.model import SessionTask
from sanhui.publish.cleaning import clean, one_line
from sanhui.publish.ics import Options, Style, Tasks, calendar
from sanhui.publish.ics.text import escape, text_line, uri
from sanhui.schedule.expand import expand

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


JS_PROPERTIES = {
    "vcalendar": {
        *("prodid", "version", "calscale", "name", "x-wr-calname", "color"),
        *("refresh-interval", "x-published-ttl"),
    },
    "vtimezone": {"tzid"},
    "standard": {"dtstart", "tzoffsetfrom", "tzoffsetto", "tzname"},
    "vevent": {
        *(
            "uid",
            "dtstamp",
            "sequence",
            "dtstart",
            "dtend",
            "rrule",
            "exdate",
            "recurrence-id",
            "summary",
            "url",
        ),
        *("description", "location", "categories", "color", "status", "transp", "attach"),
        "x-apple-special-day",
    },
    "vtodo": {"uid", "dtstamp", "sequence", "due", "summary", "description", "status", "related-to"},
    "valarm": {"action", "trigger", "description"},
}


@pytest.mark.slow
# Shrinking would start node hundreds of times: the file that fails is small enough.
@settings(max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(st.tuples(EVIL, EVIL, EVIL, EVIL), min_size=1, max_size=25), st.sampled_from(Style))
def test_ical_js_finds_no_property_that_was_not_meant(
    drawn: list[tuple[str, str, str, str]], style: Style
) -> None:
    """The same through another parser, with series, tasks and their lists; titles and places are read as they are."""
    files, expected = {}, {}
    for number, (title, topic, place, notes) in enumerate(drawn):
        evil = activity(
            "每周一 15:00",
            title=title,
            topics=(topic, topic),
            place=place,
            notes=notes,
            url="https://example.org/" + topic,
            materials=(notes, "https://example.org/" + notes),
            remind=(30,),
            tasks=(
                SessionTask(
                    id="t", title=title, days=-1, checklist=(topic, place), notes=notes, remind=(1440,)
                ),
            ),
        )
        made = expand(plan(activities=(evil,), title=title, organization=place))
        options = Options(style=style, tasks=Tasks.VTODO, names=True, holidays=True)
        files[str(number)] = calendar(made, options)
        expected[str(number)] = (len(made.sessions) - 1, one_line(title), one_line(place))
    for name, read in ical_js(files).items():
        sessions, title, place = expected[name]
        found: dict[str, set[str]] = {}
        for component, key, _values in read.properties:
            found.setdefault(component, set()).add(key)
        assert found.keys() == JS_PROPERTIES.keys()
        assert {} == {
            each: keys - JS_PROPERTIES[each] for each, keys in found.items() if keys - JS_PROPERTIES[each]
        }
        own = [seen for seen in read.seen if "（休）" not in seen[0] and "（班）" not in seen[0]]
        assert sessions <= len(own)
        assert {title} == set(read.todos)
        assert {place} - {""} == {
            value
            for component, key, values in read.properties
            if (component, key) == ("vevent", "location")
            for value in values
            if value
        }


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
