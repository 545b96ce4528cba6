"""What a template says between its marks, looked at before anything is filled in.

A template may name placeholders, repeat (`for`) and decide (`if`); nothing else. What it names is looked up in the fields of its
document, so a slip is told with what was meant and the paragraph that it stands in. There is no function to call, no arithmetic
that could fill the memory, no attribute that is no placeholder.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from sanhui.errors import did_you_mean
from sanhui.i18n import _, speaking
from sanhui.publish.placeholders import Field

if TYPE_CHECKING:
    from jinja2 import nodes

FILTERS = ("join", "length", "default", "upper", "lower", "trim")
_LOOP = Field(
    "loop", "", inner=tuple(Field(name, "") for name in ("index", "index0", "first", "last", "length"))
)
_LONGEST = 60  # characters of the paragraph that are shown
#: `{{r name}}` and its like put text where none may stand.
_RAW = re.compile(r"\{\{(?:p|r|tr|tc)\s")
#: What a Chinese keyboard writes for braces.
_WIDE = re.compile(r"[{｛]{2}[^{}｛｝]*｝|｛[{｛%％][^{}｛｝]*[}｝]|[{｛]％")


class Slip(NamedTuple):
    """What is wrong, what would be right, and the text of the paragraph that it stands in."""

    message: str
    remedy: str
    paragraph: str


def slips(raw: str, source: str, fields: Iterable[Field]) -> list[Slip]:
    """What is wrong with one part of a template: its XML as it is, and as Jinja reads it, a paragraph a line."""
    import jinja2

    from sanhui.publish.docx.filling import environment

    lines = source.splitlines()
    paragraphs = [_text(each) for each in re.split(r"<w:p[ >]", raw)]
    found = [
        Slip(
            _("“{mark}” is no mark of a template").format(mark=mark),
            _("write {{ name }}, without a letter after the braces"),
            _around(text, mark),
        )
        for text in paragraphs
        for mark in _RAW.findall(text)
    ]
    found += [
        Slip(
            _("“{mark}” is written with full-width signs").format(mark=mark),
            _("write the braces and percent signs of a Latin keyboard"),
            _around(text, mark),
        )
        for text in paragraphs
        for mark in _WIDE.findall(text)
    ]
    scope = {each.name: each for each in fields}
    try:
        tree = environment().parse(source)
        for node, message, remedy in _Reader(scope).read(tree):
            name = str(getattr(node, "attr", getattr(node, "name", "")))
            found.append(Slip(message, remedy, _paragraph(lines, node.lineno, name)))
    except RecursionError:
        return [*found, Slip(_("its marks stand in each other too deep"), "", "")]
    except jinja2.TemplateSyntaxError as error:
        remedy = _("every {% for %} has its {% endfor %}, every {% if %} its {% endif %}")
        return [*found, Slip(_unreadable(error.message or ""), remedy, _paragraph(lines, error.lineno))]
    return found


def _unreadable(reason: str) -> str:
    """What Jinja says of marks that do not fit together, in the language that is being spoken."""
    if reason.startswith("Unexpected end of template"):
        return _("a mark is not closed")
    if unknown := re.match(r"Encountered unknown tag '(\w+)'", reason):
        return _("“{mark}” has no place here").format(mark=f"{{% {unknown[1]} %}}")
    return _("the marks cannot be read: {reason}").format(reason=reason)


_Found = Iterator[tuple["nodes.Node", str, str]]


class _Reader:
    """Goes through a template with the names that are known at each place."""

    def __init__(self, scope: Mapping[str, Field], *, inside: bool = False) -> None:
        self._scope = scope
        self._inside = inside  # a loop

    def read(self, node: nodes.Node) -> _Found:
        """Everything that is wrong in a node and below it."""
        from jinja2 import nodes

        match node:
            case nodes.TemplateData() | nodes.Const():
                return
            case nodes.Output():
                for each in node.nodes:
                    yield from self.read(each)
                    yield from self._written(each)
            case nodes.For():
                yield from self._loop(node)
            case nodes.Name() | nodes.Getattr():
                yield from self._resolve(node)[1]
            case nodes.Filter() if node.name in FILTERS and node.node is not None:
                yield from self.read(node.node)
                for argument in node.args:
                    yield from self.read(argument)
            case (
                nodes.Template()
                | nodes.If()
                | nodes.Not()
                | nodes.And()
                | nodes.Or()
                | nodes.Compare()
                | nodes.Operand()
                | nodes.CondExpr()
                | nodes.Concat()
            ):
                for child in node.iter_child_nodes():
                    yield from self.read(child)
            case nodes.Filter():
                remedy = did_you_mean(node.name, FILTERS)
                yield node, _("templates have no filter “{name}”").format(name=node.name), remedy
            case _:
                message = _("a template only names placeholders, repeats and decides")
                yield node, message, _("write {{ name }}, {% for … in … %} or {% if … %}")

    def _loop(self, node: nodes.For) -> _Found:
        from jinja2 import nodes

        what, found = self._resolve(node.iter)
        yield from found
        if what is not None and not what.many:
            yield node, _("“{name}” is no list").format(name=what.name), self._lists()
        if not isinstance(node.target, nodes.Name) or node.recursive:
            yield node, _("a loop has one name: {% for row in … %}"), ""
            return
        if self._inside and isinstance(node.iter, nodes.Name):
            # Each of a thousand rows with a thousand rows in it would fill the memory before it fills a page.
            yield node, _("inside a loop only a list of its row is repeated"), ""
            return
        name = node.target.name
        one = Field(name, "", False, what.inner, what.kind) if what else _ANYTHING
        inside = _Reader({**self._scope, name: one, "loop": _LOOP}, inside=True)
        for child in (*([node.test] if node.test else []), *node.body):
            yield from inside.read(child)
        for child in node.else_:
            yield from self.read(child)

    def _written(self, node: nodes.Node) -> _Found:
        """A list of rows, or a row, is no text."""
        from jinja2 import nodes

        if isinstance(node, nodes.Name | nodes.Getattr):
            what, _problems = self._resolve(node)
            if what is not None and what.inner:
                inner = _(", ").join(each.name for each in what.inner)
                if what.many:
                    remedy = _(
                        "repeat it: {{%tr for row in {name} %}} … {{{{ row.{first} }}}} … {{%tr endfor %}}"
                    )
                    remedy = remedy.format(name=what.name, first=what.inner[0].name)
                else:
                    remedy = _("name a part of it: {items}").format(items=inner)
                yield node, _("“{name}” has parts and is no text").format(name=what.name), remedy

    def _resolve(self, node: nodes.Node) -> tuple[Field | None, list[tuple[nodes.Node, str, str]]]:
        """What a name stands for; None, with what is wrong, if for nothing."""
        from jinja2 import nodes

        if isinstance(node, nodes.Name):
            if node.name in self._scope:
                return self._scope[node.name], []
            return None, [(node, _unknown(node.name), _meant(node.name, self._scope.values()))]
        if not isinstance(node, nodes.Getattr):
            return None, list(self.read(node)) or [(node, _("this is no list"), self._lists())]
        whole, found = self._resolve(node.node)
        if whole is None or whole is _ANYTHING:
            return whole, found
        parts = {each.name: each for each in whole.inner} if not whole.many else {}
        if node.attr in parts:
            return parts[node.attr], found
        name = f"{whole.name}.{node.attr}"
        return None, [(node, _unknown(name), _meant(node.attr, parts.values()) if parts else "")]

    def _lists(self) -> str:
        names = [each.name for each in self._scope.values() if each.many]
        return _("lists are: {items}").format(items=_(", ").join(names)) if names else ""


#: What stands in a loop over something unknown: the loop itself was told already.
_ANYTHING = Field("", "", many=True)


def _unknown(name: str) -> str:
    return _("there is no placeholder “{name}”").format(name=name)


def _meant(name: str, fields: Iterable[Field]) -> str:
    """The placeholder that was probably meant: by how it is spelled, or by its Chinese name."""
    known = list(fields)
    if not name.isascii():
        with speaking("zh"):
            alike = [each.name for each in known if each.about and name in _(each.about)]
        if alike:
            return did_you_mean(alike[0], alike)
    return did_you_mean(name, [each.name for each in known])


def _paragraph(lines: list[str], number: int, near: str = "") -> str:
    return _around(_text(lines[number - 1]), near) if 0 < number <= len(lines) else ""


def _text(xml: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>?", "", xml)).split())


def _around(text: str, near: str) -> str:
    """As much of a paragraph as helps to find the place."""
    if len(text) <= _LONGEST:
        return text
    first = max(0, min(text.find(near) - _LONGEST // 3, len(text) - _LONGEST))
    return "…" * (first > 0) + text[first : first + _LONGEST] + "…" * (first + _LONGEST < len(text))
