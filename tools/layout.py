"""How the templates of documents look: pages, styles, tables and forms after GB/T 9704-2012, and a plain layout in English.

A4, 37 mm above and 28 mm at the binding edge, a text area of 156 × 225 mm; titles of 2号 小标宋, text of 3号 仿宋 in lines of 28 pt
(22 a page), headings of 黑体, then 楷体; page numbers of 4号 between dashes, outside on either side. Forms and tables have smaller
margins and type, so that they fit on their pages. A style has a name, so that an office changes all of its paragraphs at once.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Container, Sequence
from typing import Any, NamedTuple

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from sanhui.publish.docx.archive import packed, parts_of

SONG, FANG, KAI, HEI = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
#: What stands in where a font is missing: Word takes the alternative, other programs have tables of their own.
_FONTS = {
    SONG: ("小标宋,宋体,SimSun", "roman"),
    FANG: ("仿宋,FangSong", "modern"),
    KAI: ("楷体,KaiTi", "modern"),
    HEI: ("SimHei", "modern"),
    "宋体": ("SimSun", "roman"),
    "Times New Roman": ("Liberation Serif", "roman"),
}
_KEPT = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", "header", "footer"}
_BODY = 16  # 3号
_LEFT, _CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY


class Style(NamedTuple):
    """A style of paragraphs: its name in either language, its font, sizes and line heights in points, Chinese then English."""

    chinese: str
    english: str
    font: str
    size: tuple[float, float]
    line: tuple[float, float]
    align: Any = _LEFT
    exact: bool = True
    indent: float = 0  # of the first line, in Chinese
    before: tuple[float, float] = (0, 0)
    after: tuple[float, float] = (0, 0)
    level: int = 0  # in the outline
    numbered: bool = False
    together: bool = False  # with the paragraph after it


STYLES = {
    "over": Style("公文标题首行", "Document Overline", SONG, (22, 12), (35, 18), _CENTRE, together=True),
    "title": Style(
        "公文标题", "Document Title", SONG, (22, 16), (35, 22), _CENTRE, after=(28, 10), together=True
    ),
    "top": Style("表单标题", "Form Title", SONG, (22, 16), (35, 22), _CENTRE, after=(10, 8), together=True),
    "to": Style("主送机关", "Document Addressees", FANG, (16, 11), (28, 16), after=(0, 6)),
    "text": Style("公文正文", "Document Text", FANG, (16, 11), (28, 16), _JUSTIFY, indent=32, after=(0, 4)),
    "heading": Style(
        "一级标题",
        "Document Heading",
        HEI,
        (16, 12),
        (28, 18),
        before=(6, 10),
        after=(0, 4),
        level=1,
        numbered=True,
        together=True,
    ),
    "under": Style(
        "二级标题",
        "Document Heading 2",
        KAI,
        (16, 11),
        (28, 16),
        indent=32,
        before=(0, 6),
        level=2,
        together=True,
    ),
    "item": Style("公文条目", "Document Item", FANG, (16, 11), (28, 16), _JUSTIFY, numbered=True),
    "signed": Style("公文落款", "Document Signature", FANG, (16, 11), (28, 16), _RIGHT),
    "annex": Style(
        "附件名称", "Document Appendix", HEI, (16, 12), (28, 18), after=(6, 4), level=1, together=True
    ),
    "note": Style("公文附注", "Document Note", FANG, (12, 9), (20, 13)),
    "form": Style("表单文字", "Form Text", FANG, (12, 10), (20, 14), exact=False),
    "centre": Style("表单居中", "Form Centred", FANG, (12, 10), (20, 14), _CENTRE, exact=False),
    "label": Style("表单栏目", "Form Label", HEI, (12, 10), (20, 14), _CENTRE, exact=False),
    "cell": Style("表格文字", "Table Text", FANG, (10.5, 9), (14, 12), exact=False),
    "middle": Style("表格居中", "Table Centred", FANG, (10.5, 9), (14, 12), _CENTRE, exact=False),
    "head": Style("表格栏目", "Table Head", HEI, (10.5, 9), (16, 13), _CENTRE, exact=False),
}


class Column(NamedTuple):
    """A column of a table: its width in millimetres, what stands above it in either language, and what in a row."""

    width: float
    chinese: str
    english: str
    text: str
    centred: bool = True


class Template:
    """One template in the making, in one language: a letter (公文), a form, or a wide table."""

    def __init__(self, language: str, sort: str = "letter") -> None:
        self.chinese = language == "zh"
        self.file = Document()
        self._strip()
        self._settings()
        self._page(sort)
        self._styles()
        self._numbering()
        self._page_numbers()

    def say(self, chinese: str, english: str) -> str:
        """The text of the language."""
        return chinese if self.chinese else english

    # -- what stands in it -----------------------------------------------------------------------------

    def line(self, text: str, style: str, label: str = "") -> Any:
        """A paragraph; a label stands before its text in the type of headings."""
        paragraph = self.file.add_paragraph(style=self._name(style))
        if label:
            paragraph.add_run(label, style=self._label)
        paragraph.add_run(text)
        return paragraph

    def mark(self, text: str) -> None:
        """A paragraph that only decides or repeats, and vanishes."""
        self.line("{%p " + text + " %}", "cell")

    def table(self, loop: str, columns: Sequence[Column], group: tuple[str, str] | None = None) -> None:
        """A table with its heads on every page, and a row for everything in a loop; a group is a loop around it, with its head."""
        table = self.grid([each.width for each in columns])
        self.heads(table, columns)
        if group is not None:
            _say(table.add_row(), "{%tr for " + group[0] + " %}")
            row = table.add_row()
            row.cells[0].merge(row.cells[-1])
            self.fill(row.cells[0], group[1], "head")
            row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
        self.rows(table, loop, columns)
        if group is not None:
            _say(table.add_row(), "{%tr endfor %}")

    def heads(self, table: Any, columns: Sequence[Column], style: str = "head", height: float = 0) -> None:
        """The row above the others."""
        row = table.add_row()
        for cell, column in zip(row.cells, columns, strict=True):
            # Word is strict about the order of properties: the shade comes before the place in the cell.
            cell._tc.get_or_add_tcPr().append(_element("shd", val="clear", color="auto", fill="F2F2F2"))
            self.fill(cell, self.say(column.chinese, column.english), style)
        _shape(row, height=height, repeated=True)

    def rows(
        self,
        table: Any,
        loop: str,
        columns: Sequence[Column],
        styles: tuple[str, str] = ("cell", "middle"),
        height: float = 0,
    ) -> None:
        """Three rows: one that repeats, one that is repeated, one that ends it."""
        _say(table.add_row(), "{%tr for " + loop + " %}")
        row = table.add_row()
        _shape(row, height=height)
        for cell, column in zip(row.cells, columns, strict=True):
            self.fill(cell, column.text, styles[column.centred])
        _say(table.add_row(), "{%tr endfor %}")

    def form(
        self, rows: Sequence[tuple[float, Sequence[tuple[str, str]]]], breaks: Container[int] = ()
    ) -> None:
        """Labels with room beside them, one or two a row, rows at least so many millimetres high; some may break over pages."""
        label = 32.0
        table = self.grid([label, 78 - label, label, 78 - label])
        for nth, (height, pairs) in enumerate(rows):
            row = table.add_row()
            _shape(row, height=height, whole=nth not in breaks)
            if len(pairs) == 1:
                row.cells[1].merge(row.cells[3])
            for number, (name, text) in enumerate(pairs):
                self.fill(row.cells[2 * number], name, "label")
                self.fill(row.cells[2 * number + 1], text, "form")

    def grid(self, widths: Sequence[float]) -> Any:
        """An empty table."""
        table = self.file.add_table(rows=0, cols=len(widths), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        margins = _element("tblCellMar")
        for side in ("left", "right"):
            margins.append(_element(side, w="68", type="dxa"))  # 1.2 mm
        table._tbl.tblPr.find(qn("w:tblLayout")).addnext(margins)
        return table

    def fill(self, cell: Any, text: str, style: str) -> None:
        """Write into a cell; its lines are paragraphs, so that each can be repeated."""
        for number, line in enumerate(text.split("\n")):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph.style = self._name(style)
            paragraph.add_run(line)
        if STYLES[style].align == _CENTRE or "\n" not in text:
            cell._tc.get_or_add_tcPr().append(_element("vAlign", val="center"))

    # -- how it looks ----------------------------------------------------------------------------------

    def _name(self, style: str) -> str:
        return self.say(STYLES[style].chinese, STYLES[style].english)

    def _page(self, sort: str) -> None:
        section = self.file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        if sort == "table":
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)
        edges = {"letter": (37, 35, 28, 26), "form": (22, 24, 28, 26), "table": (15, 18, 15, 15)}[sort]
        if sort == "letter" and not self.chinese:
            edges = (25, 25, 28, 26)
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, edges)
        self._outside, self._wide = self.chinese and sort == "letter", sort == "table"
        section.header_distance, section.footer_distance = Mm(10), Mm(25 if self._outside else 10)

    def _styles(self) -> None:
        nth = 0 if self.chinese else 1
        normal = self.file.styles["Normal"]
        _font(normal, FANG, STYLES["text"].size[nth])
        normal.paragraph_format.space_after = Pt(0)
        for key, each in STYLES.items():
            style = self.file.styles.add_style(self._name(key), WD_STYLE_TYPE.PARAGRAPH)
            style.element.set(qn("w:styleId"), f"Sanhui{key.capitalize()}")
            style.base_style, style.quick_style = normal, True
            small = self._wide and key in ("cell", "middle", "head")
            _font(style, each.font, each.size[nth] - (1.5 if small else 0))
            style.font.bold = nth == 1 and each.font in (HEI, KAI, SONG)
            form = style.paragraph_format
            form.alignment, form.line_spacing = each.align, Pt(each.line[nth] - (2 if small else 0))
            form.line_spacing_rule = WD_LINE_SPACING.EXACTLY if each.exact else WD_LINE_SPACING.AT_LEAST
            form.space_before, form.space_after = Pt(each.before[nth]), Pt(each.after[nth])
            form.keep_with_next = each.together or None
            if self.chinese and each.indent:
                form.first_line_indent = Pt(each.indent)
            if self.chinese and each.size[nth] == _BODY:
                # 28 characters of 3号 are a little wider than 156 mm, and no line is kept for the next page: 22 × 28.
                style.element.rPr.find(qn("w:sz")).addprevious(_element("spacing", val="-5"))
                form.widow_control = False
            if self.chinese and key == "signed":
                form.right_indent = Pt(32)
            if each.level:
                style.element.get_or_add_pPr().append(_element("outlineLvl", val=str(each.level - 1)))
        label = self.file.styles.add_style(self.say("条目名称", "Item Label"), WD_STYLE_TYPE.CHARACTER)
        label.element.set(qn("w:styleId"), "SanhuiItemName")
        _font(label, HEI, STYLES["item"].size[nth])
        label.font.bold = not self.chinese
        self._label = label.name

    def _numbering(self) -> None:
        """一、二、… before headings and items, each counted by itself, so that what is left out leaves no gap."""
        root = self.file.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        numbered = [key for key, each in STYLES.items() if each.numbered]
        for number, key in enumerate(numbered, 1):
            abstract = _element("abstractNum", abstractNumId=str(number))
            abstract.append(_element("multiLevelType", val="singleLevel"))
            level = _element("lvl", ilvl="0")
            level.append(_element("start", val="1"))
            level.append(_element("numFmt", val=self.say("chineseCountingThousand", "decimal")))
            level.append(_element("pStyle", val=self.file.styles[self._name(key)].style_id))
            level.append(_element("suff", val=self.say("nothing", "space")))
            level.append(_element("lvlText", val=self.say("%1、", "%1.")))
            level.append(_element("lvlJc", val="left"))
            place = _element("pPr")
            place.append(_element("ind", left="0", firstLine=self.say("640", "0")))
            level.append(place)
            look = _element("rPr")
            look.append(_element("rFonts", eastAsia=HEI))
            level.append(look)
            abstract.append(level)
            root.append(abstract)
        for number, key in enumerate(numbered, 1):
            num = _element("num", numId=str(number))
            num.append(_element("abstractNumId", val=str(number)))
            root.append(num)
            numbers = _element("numPr")
            numbers.append(_element("numId", val=str(number)))
            self.file.styles[self._name(key)].element.get_or_add_pPr()._insert_numPr(numbers)

    def _page_numbers(self) -> None:
        """— 1 —, at the outer edge of a letter: odd pages right, even ones left, a character from it (GB/T 9704-2012, 7.5)."""
        section = self.file.sections[0]
        footers = [(section.footer, _CENTRE)]
        if self._outside:
            self.file.settings.odd_and_even_pages_header_footer = True
            footers = [(section.footer, _RIGHT), (section.even_page_footer, _LEFT)]
        for footer, side in footers:
            paragraph = footer.paragraphs[0]
            paragraph.alignment = side
            if self._outside:
                paragraph.paragraph_format.right_indent = paragraph.paragraph_format.left_indent = Pt(14)
            for text in ("— ", "", " —"):
                run = paragraph.add_run(text if self.chinese else "")
                _font(run, "宋体", 14 if self._outside else 10)
                if not text:
                    _page_field(run)

    def _strip(self) -> None:
        """Take out of python-docx's own template what is not used: two thirds of it."""
        styles = self.file.styles.element
        for child in list(styles):
            name = child.find(qn("w:name"))
            unused = (
                name is not None and name.get(qn("w:val")) not in _KEPT and child.get(qn("w:default")) != "1"
            )
            if child.tag == qn("w:latentStyles") or unused:
                styles.remove(child)
        usual = styles.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        for child in list(usual):
            usual.remove(child)
        latin = "Times New Roman"
        usual.append(_element("rFonts", ascii=latin, hAnsi=latin, eastAsia=FANG, cs=latin))
        usual.append(_element("lang", val=self.say("zh-CN", "en-GB"), eastAsia="zh-CN"))
        for relations in (self.file.part.package.rels, self.file.part.rels):
            for key, relation in list(relations.items()):
                if relation.reltype.endswith(
                    ("/thumbnail", "/customXml", "/webSettings", "/stylesWithEffects")
                ):
                    relations.pop(key)
                elif relation.reltype.endswith("/fontTable"):
                    relation.target_part._blob = _font_table()

    def _settings(self) -> None:
        """What python-docx's own template says otherwise: Japanese, and Word 2010, which later ones open in a mode of its own."""
        settings = self.file.settings.element
        settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
        if self.chinese:
            settings.find(qn("w:characterSpacingControl")).set(qn("w:val"), "compressPunctuation")
        for each in settings.iter(qn("w:compatSetting")):
            if each.get(qn("w:name")) == "compatibilityMode":
                each.set(qn("w:val"), "15")

    def to_bytes(self) -> bytes:
        """The file; the same every time."""
        properties = self.file.core_properties
        properties.author = properties.last_modified_by = "sanhui"
        properties.title = properties.comments = ""
        properties.created = properties.modified = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - the library wants none
        out = io.BytesIO()
        self.file.save(out)
        return packed(parts_of(out.getvalue()))


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _say(row: Any, text: str) -> None:
    row.cells[0].paragraphs[0].add_run(text)


def _font(styled: Any, chinese: str, size: float) -> None:
    """Latin letters and digits in Times, Chinese in the font."""
    styled.font.size, styled.font.name = Pt(size), "Times New Roman"
    styled.element.get_or_add_rPr().find(qn("w:rFonts")).set(qn("w:eastAsia"), chinese)


def _font_table() -> bytes:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="{"00" if name.isascii() else "86"}"/>'
        f'<w:family w:val="{family}"/></w:font>'
        for name, (instead, family) in _FONTS.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:fonts {nsdecls('w')}>{fonts}</w:fonts>".encode()


def _page_field(run: Any) -> None:
    field = _element("fldSimple", instr=" PAGE ")
    field.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"))
    parent = run._r.getparent()
    inner = field[0]
    inner.insert(0, run._r.find(qn("w:rPr")).__copy__())
    parent.replace(run._r, field)


def _shape(row: Any, *, height: float = 0, whole: bool = True, repeated: bool = False) -> None:
    properties = row._tr.get_or_add_trPr()
    if whole:
        properties.append(_element("cantSplit"))
    if height:
        row.height = Mm(height)
    if repeated:
        properties.append(_element("tblHeader"))
