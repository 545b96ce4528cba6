"""`sanhui schema`: what an editor needs to know of plans and of rulebooks."""

from __future__ import annotations

from typing import Annotated

import typer

from sanhui.cli import terminal
from sanhui.cli.options import Out
from sanhui.i18n import N_, _


def schema(
    out: Out = None,
    rules: Annotated[
        bool, typer.Option("--rules", help=N_("The schema of rulebook files, instead of plan files."))
    ] = False,
) -> int:
    """Print the JSON Schema of the plan file, or of the rulebook file."""
    from sanhui.files import write_atomic
    from sanhui.plan.schema import schema_text
    from sanhui.rulebook.schema import schema_text as rulebook_schema_text

    text = rulebook_schema_text() if rules else schema_text()
    if out is None or str(out) == "-":
        terminal.write(text)
    elif write_atomic(out, text.encode()):
        terminal.say(_("{file} written").format(file=out))
    else:
        terminal.say(_("{file} is up to date").format(file=out))
    return 0
