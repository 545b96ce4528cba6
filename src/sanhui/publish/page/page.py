"""The page: what it is made of, and its writing by a template that escapes whatever it is given."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from fractions import Fraction
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec

from sanhui.errors import UnableError
from sanhui.i18n import _, language, ngettext, speaking
from sanhui.installed import installing
from sanhui.publish.looks import LEVELS, NO_RATE, STATES, kind_look, mark_look
from sanhui.publish.page import findings, year
from sanhui.publish.page.attendance import attendance
from sanhui.publish.rules.verdicts import disclaimer, summary
from sanhui.wording import long_date

if TYPE_CHECKING:
    from jinja2 import Environment

    from sanhui.attendance.answers import Answer
    from sanhui.attendance.record import Record
    from sanhui.plan.model import Plan
    from sanhui.rules.verdict import Verdict
    from sanhui.schedule.expand import Schedule

_FOLDER = files("sanhui.publish.page")


class Review(msgspec.Struct, frozen=True):
    """What the ledger and the rules say of the year as of a day: the record of the body, by member, and the verdicts.

    `target` is the rate of attendance that the organisation wants, if it wants one.
    """

    as_of: dt.date
    record: Record
    members: Answer
    verdicts: tuple[Verdict, ...]
    target: Fraction | None = None


class Material(msgspec.Struct, frozen=True):
    """What the page is made of.

    `done` is what the ledger says became of each session, by id. A `public` page leaves out who speaks, chairs, records and
    is due, with the notes and the review: what is left may still name somebody in a title or a topic, which only its
    writer can know.
    """

    schedule: Schedule
    done: Mapping[str, str] = {}
    public: bool = False
    review: Review | None = None


def page(material: Material) -> bytes:
    """The page in the plan's language; equal material gives equal bytes. Raises `UnableError` without the library."""
    plan = material.schedule.plan
    review = None if material.public else material.review
    environment = _environment()  # what it lacks is told to whoever asked, not to who reads the page
    with speaking(plan.language):
        text: str = environment.get_template("page.html.j2").render(
            plan=plan,
            language="zh-CN" if language() == "zh" else "en",
            public=material.public,
            months=year.months(material.schedule),
            agenda=year.agenda(material.schedule, material.done, public=material.public),
            legend=year.legend(material.schedule),
            counts=year.count_line(material.schedule),
            colours=_colours(plan),
            style=_text("page.css"),
            script=_text("page.js"),
            review=review,
            **(_reviewed(review, material.schedule) if review else {}),
        )
    return text.encode()


def _reviewed(review: Review, schedule: Schedule) -> dict[str, Any]:
    return {
        "as_of": _("As of {day}.").format(day=long_date(review.as_of)),
        "attendance": attendance(review.record, review.members, schedule),
        "concerns": findings.concerns(review.members, review.verdicts, review.target),
        "rules": findings.rules_of(review.verdicts, schedule.plan),
        "signs": findings.legend(),
        "summary": summary(review.verdicts),
        "disclaimer": disclaimer(),
    }


def _colours(plan: Plan) -> list[tuple[str, str]]:
    """The grounds that anything on the page may have, with their inks."""
    every = [kind_look(plan.kinds, code) for code in ("", *plan.kinds)]
    every += [mark_look(mark) for mark in plan.marks.values()]
    every += [*STATES.values(), *(each.look for each in (*LEVELS, NO_RATE))]
    return sorted({(look.ground, look.ink) for look in every})


@functools.cache
def _environment() -> Environment:
    try:
        import jinja2
    except ImportError as error:
        text = _("writing a page needs a package that is not installed\n  → {command}")
        raise UnableError(text.format(command=installing("Jinja2"))) from error
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_text),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(_, ngettext, newstyle=False)  # type: ignore[attr-defined]
    environment.filters["iso"] = _iso
    return environment


def _iso(moment: dt.date | None) -> Any:
    return moment.isoformat() if moment else ""


def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
