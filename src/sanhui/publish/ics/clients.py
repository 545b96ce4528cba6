"""What each calendar program makes of a file: one table, for `--for`, for the guide, and for whoever asks.

Every word is graded, as python-caldav grades servers, and has its source: a thread in which somebody saw it, or a test of
ours in which the program itself reads the file. What nobody has tried is not in the table, and nothing is promised of it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping

import msgspec

from sanhui.i18n import N_
from sanhui.publish.ics.choices import Audience, Client, Style, Tasks
from sanhui.publish.ics.options import Options


class Grade(enum.StrEnum):
    """How well something works."""

    FULL = "full"  # as it should
    QUIRK = "quirk"  # it works, in a way that one must know
    FRAGILE = "fragile"  # sometimes
    BROKEN = "broken"  # not at all


class Cell(msgspec.Struct, frozen=True):
    """One thing in one program: its grade, what one must know (English, to be translated), and who saw it."""

    grade: Grade
    source: str  # owner/repository#thread, or the file of a test
    note: str = ""


class Feature(enum.StrEnum):
    """What is graded."""

    IMPORT = "import"  # taking a file in
    AGAIN = "again"  # taking in the next version: what moved moves, what is called off goes
    SUBSCRIBE = "subscribe"  # following an address
    SERIES = "series"  # --style series
    ALARMS = "alarms"
    TASKS = "tasks"  # --tasks vtodo


class Program(msgspec.Struct, frozen=True, kw_only=True):
    """A program, and what is known of it. `split` asks for a file for every session.

    `importing` and `subscribing` say where that is done, as a rule: names of menus change.
    """

    name: str  # English, to be translated, as the two after it
    importing: str
    subscribing: str = ""
    cells: Mapping[Feature, Cell]
    split: bool = False


_CLIENTS_TEST = "tests/test_ics_clients.py"
_ICAL_JS = Cell(Grade.FULL, _CLIENTS_TEST, N_("its engine, ical.js, finds every session of a series"))

_FIRST_ONLY = Cell(
    Grade.BROKEN,
    "Etar-Group/Etar-Calendar#1166",
    N_("only the first event of a file is read: send a file for every session, or subscribe"),
)

PROGRAMS: Mapping[Client, Program] = {
    Client.GOOGLE: Program(
        name=N_("Google Calendar"),
        importing=N_("in a browser: Settings, Import & export"),
        subscribing=N_("in a browser: Other calendars, From URL"),
        cells={
            Feature.IMPORT: Cell(
                Grade.QUIRK, "roed314/seminars#777", N_("at most 1 MB and about a thousand events")
            ),
            Feature.AGAIN: Cell(
                Grade.FRAGILE,
                "insanum/gcalcli#584, insanum/gcalcli#730",
                N_("known by their UID, events are said to be updated; what was deleted may not come back"),
            ),
            Feature.SUBSCRIBE: Cell(
                Grade.QUIRK,
                "PixelsCamp/docs#4, aaronpk/Meetable#115",
                N_("fetched every 12 to 24 hours, and nobody can hurry it"),
            ),
            Feature.ALARMS: Cell(
                Grade.BROKEN,
                "sportstimes/f1#848, adamgibbons/ics#124",
                N_("alarms of the file are dropped: set the calendar's own notifications"),
            ),
            Feature.TASKS: Cell(Grade.BROKEN, "pimutils/vdirsyncer#592", N_("tasks are not shown")),
        },
    ),
    Client.OUTLOOK: Program(
        name=N_("Outlook on Windows"),
        importing=N_("File, Open & Export, Import/Export"),
        subscribing=N_("Add calendar, From internet"),
        cells={
            Feature.IMPORT: Cell(
                Grade.QUIRK,
                "SemanticMediaWiki/SemanticResultFormats#476, mangstadt/biweekly#87",
                N_("a file with a name opens as a calendar of its own beside yours"),
            ),
            Feature.AGAIN: Cell(
                Grade.BROKEN,
                "mangstadt/biweekly#87",
                N_("a second import doubles the events: delete the calendar first, or subscribe"),
            ),
            Feature.SUBSCRIBE: Cell(
                Grade.QUIRK, "michael-maltsev/cheese-fork#13", N_("fetched as often as X-PUBLISHED-TTL says")
            ),
            Feature.ALARMS: Cell(
                Grade.BROKEN,
                "adamgibbons/ics#124, icalendar/icalendar#40",
                N_("alarms of the file are dropped, imported or subscribed to"),
            ),
            Feature.TASKS: Cell(Grade.BROKEN, "sabre-io/vobject#91", N_("tasks are not shown")),
        },
    ),
    Client.APPLE: Program(
        name=N_("Calendar on iPhone, iPad and Mac"),
        importing=N_("open the file; on a Mac: File, Import"),
        subscribing=N_(
            "iPhone: Settings, Calendar, Accounts, Add subscribed calendar; Mac: File, New calendar subscription"
        ),
        cells={
            Feature.SUBSCRIBE: Cell(
                Grade.QUIRK,
                "adamgibbons/ics#259, markuspoerschke/iCal#119",
                N_("how often it is fetched is chosen when subscribing; choose every day"),
            ),
            Feature.ALARMS: Cell(
                Grade.FRAGILE,
                "Ivan-Malinovski/calino#165, adamgibbons/ics#124",
                N_(
                    "“Remove Alerts” is switched on when subscribing: switch it off; some lost them on import"
                ),
            ),
            Feature.TASKS: Cell(
                Grade.BROKEN, "nextcloud/server#38036", N_("tasks of a subscription are not shown")
            ),
        },
    ),
    Client.ANDROID: Program(
        name=N_("Android's own calendar, Huawei's among them"),
        importing=N_("open the file"),
        subscribing=N_("with an app such as ICSx⁵"),
        split=True,
        cells={
            Feature.IMPORT: _FIRST_ONLY,
            Feature.AGAIN: Cell(
                Grade.BROKEN,
                "Etar-Group/Etar-Calendar#1566",
                N_("UIDs are not kept, so a changed event stands beside the old one"),
            ),
            Feature.SUBSCRIBE: Cell(
                Grade.QUIRK,
                "bitfireAT/icsx5#1",
                N_("through an app such as ICSx⁵, or an account that subscribes"),
            ),
        },
    ),
    Client.NEXTCLOUD: Program(
        name="Nextcloud",
        importing=N_("Calendar settings, Import calendar"),
        subscribing=N_("New subscription from link"),
        cells={
            Feature.AGAIN: Cell(
                Grade.BROKEN,
                "nextcloud/calendar#1508, nextcloud/calendar#4412",
                N_("a second import updates nothing: subscribe, or use CalDAV"),
            ),
            Feature.SUBSCRIBE: Cell(
                Grade.QUIRK,
                "nextcloud/server#45841",
                N_("fetched as often as the file asks for, once a week where it does not"),
            ),
            Feature.SERIES: _ICAL_JS,
        },
    ),
    Client.THUNDERBIRD: Program(
        name="Thunderbird",
        importing=N_("File, Import"),
        subscribing=N_("New calendar, On the network"),
        cells={Feature.SERIES: _ICAL_JS},
    ),
    Client.KHAL: Program(
        name="khal",
        importing=N_("khal import FILE"),
        cells={
            Feature.IMPORT: Cell(Grade.FULL, _CLIENTS_TEST),
            Feature.AGAIN: Cell(Grade.FULL, _CLIENTS_TEST, N_("imported twice, nothing is doubled")),
            Feature.SERIES: Cell(Grade.FULL, _CLIENTS_TEST),
            Feature.TASKS: Cell(Grade.BROKEN, "pimutils/khal#448", N_("tasks are not shown")),
        },
    ),
    Client.RADICALE: Program(
        name=N_("Radicale, a CalDAV server"),
        importing=N_("sanhui push, or on its web page"),
        cells={
            Feature.IMPORT: Cell(Grade.FULL, _CLIENTS_TEST, N_("a whole file may be put on it")),
            Feature.AGAIN: Cell(Grade.FULL, _CLIENTS_TEST, N_("the new file replaces the old one")),
            Feature.SERIES: Cell(Grade.FULL, _CLIENTS_TEST, N_("expanded by the server itself")),
            Feature.TASKS: Cell(Grade.FULL, _CLIENTS_TEST),
        },
    ),
}


def losses(client: Client, options: Options, *, split: bool = False) -> Iterator[Cell]:
    """What does not work in a program as one would think, of what these options make of a calendar."""
    subscribed = options.audience is Audience.SUBSCRIPTION
    concerns = {
        Feature.IMPORT: not subscribed and not split,
        Feature.AGAIN: not subscribed,
        Feature.SUBSCRIBE: subscribed,
        Feature.SERIES: options.style is Style.SERIES,
        Feature.ALARMS: options.alarms != (),
        Feature.TASKS: options.tasks is Tasks.VTODO,
    }
    for feature, cell in PROGRAMS[client].cells.items():
        if concerns[feature] and cell.grade is not Grade.FULL:
            yield cell
