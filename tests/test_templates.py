"""An office's own templates: copied, edited, checked; and what is refused before anything opens it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from records import branch, clerk
from sanhui.cli.run import main
from sanhui.errors import InputError
from sanhui.publish import docx
from sanhui.publish.docx.archive import packed, parts_of, read_template
from sanhui.publish.docx.documents import DOCUMENTS

Parts = dict[str, bytes]


def edited(folder: Path, *lines: str, name: str = "notice") -> Path:
    """A shipped template with lines added at its end."""
    document = Document(io.BytesIO(docx.shipped(name, "zh")))
    for line in lines:
        document.add_paragraph(line)
    path = folder / f"{name}.docx"
    document.save(str(path))
    return path


def repacked(folder: Path, change: Callable[[Parts], None]) -> Path:
    """The shipped notice with something done to its parts."""
    parts = parts_of(docx.shipped("notice", "zh"))
    change(parts)
    path = folder / "notice.docx"
    path.write_bytes(packed(parts))
    return path


def problems(path: Path, name: str = "notice") -> list[str]:
    """What is said of a template, a line a problem."""
    with pytest.raises(InputError) as caught:
        docx.check(path, DOCUMENTS[name])
    return [str(each) for each in caught.value.problems]


def test_an_office_takes_its_own(tmp_path: Path) -> None:
    """Copied into `templates`, edited, and from then on exports take it; it is not overwritten."""
    branch(tmp_path)
    assert 0 == clerk(tmp_path, "template", "copy", "notice").code
    document = Document(str(tmp_path / "templates/notice.docx"))
    document.add_paragraph("抄送：{{ organization }}")
    document.save(str(tmp_path / "templates/notice.docx"))
    assert 0 == clerk(tmp_path, "template", "check", "templates/notice.docx").code
    done = clerk(tmp_path, "export", "docx", "notice", "study/2026-W20", "-o", "n.docx")
    assert (0, True) == (done.code, "templates/notice.docx" in done.err)
    assert "抄送：示例支部" == Document(str(tmp_path / "n.docx")).paragraphs[-1].text
    assert 2 == clerk(tmp_path, "template", "copy", "notice").code
    assert "templates/notice.docx" in clerk(tmp_path, "template", "list").out
    told = [{"version": 1, "name": "record", "file": "templates/record.docx"}] * 2
    assert told == [
        json.loads(clerk(tmp_path, "template", *words, "--json").out)
        for words in (("copy", "record"), ("check", "templates/record.docx"))
    ]
    (tmp_path / "own.docx").write_bytes((tmp_path / "templates/notice.docx").read_bytes())
    refused = clerk(tmp_path, "template", "check", "own.docx")
    assert (2, True) == (refused.code, "not said which document this template is for" in refused.err)
    assert 0 == clerk(tmp_path, "template", "check", "own.docx", "--for", "notice").code


def test_lists_are_the_same_for_programs(tmp_path: Path) -> None:
    """Documents and placeholders as JSON; nobody needs a plan to look at them."""
    assert '"name": "sign-in"' in clerk(tmp_path, "template", "list", "--json").out
    assert '"name": "months.rows.subject"' in clerk(tmp_path, "template", "show", "plan", "--json").out
    assert "signers.name" in clerk(tmp_path, "template", "show", "sign-in").out
    assert 2 == clerk(tmp_path, "template", "show", "plann").code


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{{ audiance }}", "there is no placeholder “audiance”, in “{{ audiance }}”"),
        ("{{ audiance }}", "did you mean “audience”?"),
        ("{{ 地点 }}", "did you mean “place”?"),
        ("｛｛ place ｝｝", "“｛｛ place ｝” is written with full-width signs"),
        ("{％ if place ％}", "is written with full-width signs"),
        ("{{ subject.text }}", "there is no placeholder “subject.text”"),
        ("{% for each in materials %}{{ eahc }}{% endfor %}", "did you mean “each”?"),
        ("{% for each in place %}{{ each }}{% endfor %}", "“place” is no list"),
        ("{% for each in materials %}", "a mark is not closed"),
        ("{% endif %}", "has no place here"),
        ("{{ place", "the marks cannot be read"),
        ("{{r place }}", "“{{r ” is no mark of a template"),
        ("{{ place|safe }}", "templates have no filter “safe”"),
        ("{{ place.__class__ }}", "there is no placeholder “place.__class__”"),
        ("{{ place.upper() }}", "a template only names placeholders"),
        ("{{ range(10) }}", "a template only names placeholders"),
        ("{{ 'a' * 10000000000 }}", "a template only names placeholders"),
        ("{% set x = 1 %}", "a template only names placeholders"),
        ("{% include '/etc/passwd' %}", "a template only names placeholders"),
        ("{{ cycler.__init__.__globals__ }}", "there is no placeholder “cycler”"),
        (
            "{% for a in materials %}{% for b in materials %}{{ b }}{% endfor %}{% endfor %}",
            "inside a loop only a list of its row",
        ),
        ("{% for a, b in materials %}{{ a }}{% endfor %}", "a loop has one name"),
        ("{% for a in materials[0] %}{{ a }}{% endfor %}", ""),
        ("{% for a in 'xyz' %}{{ a }}{% endfor %}", "this is no list"),
        (
            "{% for a in materials %}{{ a }}{% else %}{{ nothing }}{% endfor %}",
            "there is no placeholder “nothing”",
        ),
        ("{{ 某某 }}", "there is no placeholder “某某”"),
        ("{{ " + "(" * 3000 + "place" + ")" * 3000 + " }}", "too deep"),
    ],
)
def test_slips_are_told_with_their_paragraph(tmp_path: Path, line: str, says: str) -> None:
    """A template names placeholders, repeats and decides; all else is refused before it is filled, with what was meant."""
    assert says in "\n".join(problems(edited(tmp_path, line)))


def test_marks_may_be_cut_into_pieces(tmp_path: Path) -> None:
    """Word cuts what is typed into runs, by spelling or by format, and makes quotation marks round."""
    document = Document(io.BytesIO(docx.shipped("notice", "zh")))
    paragraph = document.add_paragraph("{")
    for piece in ("{ mate", "rials|jo", "in(“；”)", " }", "}"):
        paragraph.add_run(piece).bold = piece != " }"
    document.save(str(tmp_path / "notice.docx"))
    docx.check(tmp_path / "notice.docx", DOCUMENTS["notice"])


def test_lists_are_no_text(tmp_path: Path) -> None:
    """A list of rows is repeated, not written; a list of texts may be both."""
    path = edited(tmp_path, "{{ signers }}", name="sign-in")
    assert "repeat it: {%tr for row in signers %}" in "\n".join(problems(path, "sign-in"))
    docx.check(edited(tmp_path, "{{ materials }}"), DOCUMENTS["notice"])


def test_all_slips_at_once(tmp_path: Path) -> None:
    """A template with three slips is told all of them."""
    assert 3 == len(problems(edited(tmp_path, "{{ a1 }}", "{{ b2 }}", "{{ c3 }}")))


def test_marks_that_tear_the_document_apart(tmp_path: Path) -> None:
    """A loop that begins in a table and ends below it makes no document: that is found by trying."""
    document = Document(io.BytesIO(docx.shipped("notice", "zh")))
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "{% for each in materials %}"
    document.add_paragraph("{% endfor %}")
    document.save(str(tmp_path / "notice.docx"))
    assert "the marks tear the document apart" in "\n".join(problems(tmp_path / "notice.docx"))


def test_headers_are_filled_and_checked(tmp_path: Path) -> None:
    """A placeholder may stand in the header, also one that there is not."""
    document = Document(io.BytesIO(docx.shipped("notice", "zh")))
    document.sections[0].header.paragraphs[0].text = "{{ organisation }}"
    document.save(str(tmp_path / "notice.docx"))
    assert "did you mean “organization”?" in "\n".join(problems(tmp_path / "notice.docx"))


def _add(name: str, data: bytes) -> Callable[[Parts], None]:
    return lambda parts: parts.update({name: data})


def _append(name: str, before: bytes, data: bytes) -> Callable[[Parts], None]:
    return lambda parts: parts.update({name: parts[name].replace(before, data + before)})


def _relation(kind: str, target: str) -> Callable[[Parts], None]:
    link = f'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    link += f'Target="{target}" TargetMode="External"/>'
    return _append("word/_rels/document.xml.rels", b"</Relationships>", link.encode())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_add("word/vbaProject.bin", b"x"), "it has macros"),
        (_add("word/embeddings/oleObject1.bin", b"x"), "embedded objects"),
        (
            _relation("image", "https://example.org/a.png"),
            "fetches something from elsewhere when it is opened (image)",
        ),
        (_relation("attachedTemplate", "file:///x.dotm"), "(attachedTemplate)"),
        (
            _append(
                "word/document.xml",
                b"</w:body>",
                b'<w:p><w:r><w:instrText> DDEAUTO "cmd"</w:instrText></w:r></w:p>',
            ),
            "DDEAUTO",
        ),
        (
            _append(
                "word/document.xml",
                b"</w:body>",
                b'<w:p><w:fldSimple w:instr="INCLUDETEXT /etc/passwd"/></w:p>',
            ),
            "INCLUDETEXT",
        ),
        (
            _add("word/footnotes.xml", b"<w:footnotes>{{ place }}</w:footnotes>"),
            "footnotes and comments are not filled",
        ),
        (_add("word/x.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"), "declares entities"),
        (_add("word/x.xml", b" " * (9 * 2**20)), "too large"),
        (_add("word/media/x.png", b" " * (65 * 2**20)), "too large"),
        (lambda parts: parts.pop("word/document.xml"), "damaged, or no .docx"),
        (_add("word/document.xml", b"<w:document"), "damaged, or no .docx"),
    ],
    ids=[
        "macros",
        "objects",
        "image",
        "template",
        "dde",
        "include",
        "footnotes",
        "entities",
        "bomb",
        "big",
        "no-text",
        "broken",
    ],
)
def test_what_a_template_may_not_hold(tmp_path: Path, change: Callable[[Parts], None], says: str) -> None:
    """Macros, what is fetched or run when it is opened, and what unpacks without end."""
    assert says in "\n".join(problems(repacked(tmp_path, change)))


def test_links_that_people_click_are_harmless(tmp_path: Path) -> None:
    """A hyperlink is fetched by nobody."""
    docx.check(repacked(tmp_path, _relation("hyperlink", "https://example.org")), DOCUMENTS["notice"])


def test_files_that_are_no_templates(tmp_path: Path) -> None:
    """Cut off, empty, with a password, with macros by name, a text: each is refused with what helps."""
    whole = docx.shipped("notice", "zh")
    for name, data, says in (
        ("cut.docx", whole[: len(whole) // 2], "damaged"),
        ("flipped.docx", whole[:2000] + b"\xff" * 40 + whole[2040:], "damaged"),
        ("empty.docx", b"", "damaged"),
        ("locked.docx", b"\xd0\xcf\x11\xe0" + b"x" * 600, "password"),
        ("a.docm", whole, "without macros"),
        ("a.txt", b"text", "a .docx file"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(InputError, match=says):
            docx.check(path, DOCUMENTS["notice"])
    with pytest.raises(InputError, match="no such file"):
        read_template(tmp_path / "missing.docx")


def test_a_bad_template_writes_nothing(tmp_path: Path) -> None:
    """An export by a template with a slip ends with exit code 2, and leaves the old file alone."""
    branch(tmp_path)
    path = edited(tmp_path, "{{ nothing }}")
    (tmp_path / "n.docx").write_bytes(b"old")
    done = clerk(
        tmp_path, "export", "docx", "notice", "study/2026-W20", "-o", "n.docx", "--template", path.name
    )
    assert (2, b"old") == (done.code, (tmp_path / "n.docx").read_bytes())
    assert "there is no placeholder “nothing”" in done.err


def test_bombs_are_not_unpacked(tmp_path: Path) -> None:
    """A part that says it is small and is not is damaged; nobody unpacks it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 2**20)
    data = out.getvalue().replace((2**20).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path = tmp_path / "notice.docx"
    path.write_bytes(data)
    assert "damaged" in "\n".join(problems(path))
    assert 2 == main(["template", "check", str(path)])
