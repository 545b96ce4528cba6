"""`sanhui template`: the templates of documents, and an office's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import next_steps, terminal
from sanhui.cli.options import Json, PlanFile
from sanhui.i18n import N_, _, speaking

if TYPE_CHECKING:
    from sanhui.publish.terminal.columns import Cell

Name = Annotated[
    str,
    typer.Argument(metavar=N_("DOCUMENT"), help=N_("The document: notice, sign-in, record, plan or report.")),
]


def listing(plan: PlanFile = None, as_json: Json = False) -> int:
    """Print which documents there are, and which template each takes."""
    from sanhui.cli.plan_file import find_plan_if_any
    from sanhui.plan.load import load
    from sanhui.publish.docx import DOCUMENTS, own
    from sanhui.publish.terminal.columns import table

    path = find_plan_if_any(plan)
    loaded = load(path) if path else None
    files = {name: own(name, loaded) if loaded else None for name in DOCUMENTS}
    if as_json:
        with speaking(loaded.language if loaded else "en"):
            terminal.write_json(
                {
                    "version": 1,
                    "templates": [
                        {
                            "name": name,
                            "about": _(each.about),
                            "file": str(files[name]) if files[name] else None,
                        }
                        for name, each in DOCUMENTS.items()
                    ],
                }
            )
        return 0
    rows: list[list[Cell]] = [
        [[(name, "bold")], [(_(each.about), "")], [(str(files[name] or _("as shipped")), "")]]
        for name, each in DOCUMENTS.items()
    ]
    terminal.write_lines(
        table([_("Document"), _("What it is"), _("Template")], rows, terminal.room(), [8, 16, 10])
    )
    return 0


def show(name: Name, as_json: Json = False) -> int:
    """Print the placeholders of a document."""
    from sanhui.publish.docx import document_called
    from sanhui.publish.placeholders import fields_of, paths
    from sanhui.publish.terminal.columns import table

    document = document_called(name)
    listed = [(path, each.many, _(each.about)) for path, each in paths(fields_of(document.form))]
    if as_json:
        fields = [{"name": said, "list": many, "about": about} for said, many, about in listed]
        terminal.write_json({"version": 1, "name": name, "fields": fields})
        return 0
    rows: list[list[Cell]] = [
        [[(said + (" …" if many else ""), "bold")], [(about, "")]] for said, many, about in listed
    ]
    terminal.write_lines(table([_("Placeholder"), _("What it is")], rows, terminal.room(), [16, 20]))
    return 0


def copy(name: Name, plan: PlanFile = None, as_json: Json = False) -> int:
    """Put a shipped template where an office edits it."""
    from sanhui.cli.plan_file import find_plan
    from sanhui.errors import InputError, Problem
    from sanhui.files import make_folder, write_atomic
    from sanhui.plan.load import load
    from sanhui.publish.docx import document_called, shipped
    from sanhui.publish.docx.documents import FOLDER

    document_called(name)
    loaded = load(find_plan(plan))
    path = loaded.path.with_name(FOLDER) / f"{name}.docx"
    if path.exists():
        message = _("there is a template of this name, and it is not overwritten")
        raise InputError(Problem(message, _("rename it, or delete it"), file=str(path)))
    make_folder(path.parent)
    write_atomic(path, shipped(name, loaded.language))
    if as_json:
        terminal.write_json({"version": 1, "name": name, "file": str(path)})
        return 0
    terminal.say(_("{file} written").format(file=path))
    next_steps.note(made=path)
    return 0


def check(
    file: Annotated[Path, typer.Argument(metavar=N_("FILE"), help=N_("The template (.docx)."))],
    name: Annotated[
        str,
        typer.Option(
            "--for",
            metavar=N_("DOCUMENT"),
            help=N_("The document that it is for, unless the file is called so."),
            show_default=False,
        ),
    ] = "",
    as_json: Json = False,
) -> int:
    """See whether a template can be filled."""
    from sanhui.errors import InputError, Problem
    from sanhui.publish import docx

    if not name and file.stem not in docx.DOCUMENTS:
        names = _(", ").join(docx.DOCUMENTS)
        message = _("it is not said which document this template is for")
        raise InputError(
            Problem(message, _("one of: {words}").format(words=names), file=str(file), key="--for")
        )
    name = name or file.stem
    docx.check(file, docx.document_called(name, "--for"))
    if as_json:
        terminal.write_json({"version": 1, "name": name, "file": str(file)})
        return 0
    terminal.say(_("{file}: nothing to complain about").format(file=file))
    return 0
