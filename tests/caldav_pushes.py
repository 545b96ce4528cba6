"""Pushing from a test: no pauses, and a look at what the server has afterwards."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from radicale_server import PASSWORD, USER, Radicale
from sanhui.caldav.credentials import Credentials
from sanhui.caldav.decide import Choice
from sanhui.caldav.discovery import find
from sanhui.caldav.push import Job, Report, push
from sanhui.caldav.resource import ours
from sanhui.caldav.transport import Server
from sanhui.publish.ics import Options
from sanhui.publish.ics.identity import suffix
from sanhui.publish.ics.writer import publication
from sanhui.schedule.expand import Schedule

_HREF = re.compile(rb"<href>([^<]+\.ics)</href>")


def asking(url: str, **more: Any) -> Server:
    """A server that is asked without pauses."""
    return Server(url, Credentials(USER, PASSWORD), **{"wait": lambda seconds: None, "timeout": 10.0, **more})


def pushed(url: str, schedule: Schedule, folder: Path, choice: Choice = Choice.ASK, **more: Any) -> Report:
    """Push a schedule; the memory is in the folder."""
    plan = schedule.plan
    job = Job(
        wanted=ours(publication([schedule], Options())),
        suffix=suffix(plan.id),
        memory=folder / "memory.json",
        choice=choice,
        title=plan.title,
        description=plan.organization,
        **more,
    )
    with asking(url) as server:
        return push(server, find(server, "", plan.id), job)


def resources(server: Radicale, collection: str) -> dict[str, str]:
    """What is in a collection: the text of each resource by its address."""
    listed = server.request("PROPFIND", collection, Depth="1").body
    hrefs = [server.url.rstrip("/") + found.decode() for found in _HREF.findall(listed)]
    return {href: server.request("GET", href).body.decode() for href in hrefs}


def resource(server: Radicale, collection: str, part: str) -> tuple[str, str]:
    """The one resource with this in its text: address and text."""
    (found,) = [(href, text) for href, text in resources(server, collection).items() if part in text]
    return found


def edit(server: Radicale, collection: str, part: str, *changes: str) -> None:
    """Change a resource as a person with a calendar program does: with a higher SEQUENCE. Old and new texts in turn."""
    href, text = resource(server, collection, part)
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in text
        text = text.replace(old, new)
    changed = re.sub(r"SEQUENCE:(\d+)", lambda found: f"SEQUENCE:{int(found[1]) + 1}", text)
    assert 204 == server.request("PUT", href, changed.encode(), Content_Type="text/calendar").status
