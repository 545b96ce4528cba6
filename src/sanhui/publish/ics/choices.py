"""The choices that a calendar leaves: each a short list of words, which are the words of the command line too.

Apart from `options`, so that the command line can list them without loading anything.
"""

from __future__ import annotations

import enum


class Style(enum.StrEnum):
    """How sessions are written."""

    EVENTS = "events"  # each an event of its own: what every client understands
    SERIES = "series"  # an activity a recurring event, where its rule can be said so


class Floating(enum.StrEnum):
    """What becomes of sessions without a day."""

    EVENTS = "events"  # on the last working day that they may take
    TASKS = "tasks"  # due on that day
    NONE = "none"


class Tasks(enum.StrEnum):
    """What becomes of the plan's tasks."""

    VTODO = "vtodo"  # tasks, which many phones do not show
    EVENTS = "events"  # whole days on which they are due
    NONE = "none"


class Foreign(enum.StrEnum):
    """What becomes of events in the file that are not of the plans."""

    REFUSE = "refuse"  # nothing is written
    KEEP = "keep"  # they stay, byte for byte


class Audience(enum.StrEnum):
    """What the file is for."""

    IMPORT = "import"  # importers do not delete what is absent: what is cancelled is named
    SUBSCRIPTION = "subscription"  # the whole truth, fetched again and again: what is cancelled is left out


class Client(enum.StrEnum):
    """The calendar programs that something is known of (`clients`)."""

    GOOGLE = "google"
    OUTLOOK = "outlook"
    APPLE = "apple"
    ANDROID = "android"
    NEXTCLOUD = "nextcloud"
    THUNDERBIRD = "thunderbird"
    KHAL = "khal"
    RADICALE = "radicale"
