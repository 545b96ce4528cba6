"""The page: what it is made of, and its writing by a template that escapes whatever it is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec

from sanhui.errors import UnableError
from sanhui.i18n import _, language, ngettext, speaking
from sanhui.publish.page import year

if TYPE_CHECKING:
    from jinja2 import Environment

    from sanhui.schedule.expand import Schedule

_FOLDER = files("sanhui.publish.page")


class Material(msgspec.Struct, frozen=True):
    """What the page is made of.

    `done` is what the ledger says became of each session, by id. A `public` page leaves out who speaks, chairs, records and
    is due, with the notes: what is left may still name somebody in a title or a topic, which only its writer can know.
    """

    schedule: Schedule
    done: Mapping[str, str] = {}
    public: bool = False


def page(material: Material) -> bytes:
    """The page in the plan's language; equal material gives equal bytes. Raises `UnableError` without the library."""
    plan = material.schedule.plan
    with speaking(plan.language):
        text: str = (
            _environment()
            .get_template("page.html.j2")
            .render(
                plan=plan,
                public=material.public,
                months=year.months(material.schedule),
                agenda=year.agenda(material.schedule, material.done, public=material.public),
                legend=year.legend(material.schedule),
                counts=year.count_line(material.schedule),
                style=_text("page.css"),
                script=_text("page.js"),
            )
        )
    return text.encode()


def _environment() -> Environment:
    try:
        import jinja2
    except ImportError as error:
        text = _("writing a page needs a package that is not installed\n  → {command}")
        raise UnableError(text.format(command="pip install Jinja2")) from error
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_text),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(_, ngettext, newstyle=False)  # type: ignore[attr-defined]
    environment.globals["language"] = "zh-CN" if language() == "zh" else "en"
    environment.filters["iso"] = _iso
    return environment


def _iso(moment: dt.date | None) -> Any:
    return moment.isoformat() if moment else ""


def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
