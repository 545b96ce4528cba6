"""Everything that a user can read is there in Chinese, and the compiled catalogue is the one that was written."""

import gettext
import io
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from sanhui.i18n import Catalogue

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "src/sanhui/locale/zh_CN/LC_MESSAGES/sanhui.po"
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\(\w+\)[sd]")
REMEDY = "run `make translations`, then write what is missing into " + str(CATALOGUE.relative_to(ROOT))


@pytest.fixture(scope="module")
def written() -> Catalog:
    return _catalogue(CATALOGUE)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    template = tmp_path_factory.mktemp("translations") / "sanhui.pot"
    command = "--quiet extract --mapping-file pyproject.toml --output-file"
    subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", *command.split(), str(template), "src/sanhui"],
        cwd=ROOT,
        check=True,
    )
    return _catalogue(template, locale=None)  # English has two forms of plural


def _catalogue(path: Path, locale: str | None = "zh_CN") -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def _ids(catalogue: Catalog) -> set[str]:
    return {_id(message) for message in catalogue if message.id}


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _texts(message: Message) -> list[str]:
    """The translations: one, or one for each plural form."""
    strings = (message.string,) if isinstance(message.string, str) else message.string
    return [text or "" for text in strings or ()]


def test_no_message_stands_inside_an_f_string() -> None:
    """Babel does not look there, so it would be said in English for ever; names of messages may stand there."""
    inside = re.compile(r"""\bf(['"]).*\{n?_?(?:gettext|_)\(['"]""")
    for path in sorted((ROOT / "src").rglob("*.py")):
        assert [] == [
            line for line in path.read_text(encoding="utf-8").splitlines() if inside.search(line)
        ], path


def test_every_message_is_in_the_catalogue(written: Catalog, extracted: Catalog) -> None:
    """A message of the source that the catalogue lacks would come out in English."""
    assert set() == _ids(extracted) - _ids(written), REMEDY


def test_no_message_is_left_over(written: Catalog, extracted: Catalog) -> None:
    """The catalogue has nothing that the source does not say any more."""
    assert set() == _ids(written) - _ids(extracted), REMEDY
    assert {} == dict(written.obsolete)


def test_every_message_has_its_chinese(written: Catalog) -> None:
    """Nothing is empty, and nothing is a guess that nobody confirmed."""
    assert [] == [_id(message) for message in written if message.id and not all(_texts(message))], REMEDY
    assert [] == [_id(message) for message in written if message.id and message.fuzzy]


def test_placeholders_agree(written: Catalog) -> None:
    """A translation fills in exactly what the message offers; a plural form may leave out the number's other form."""
    wrong = []
    for message in written:
        offered = {
            name for text in (message.id, *_others(message)) for name in PLACEHOLDER.findall(str(text))
        }
        wrong += [
            (_id(message), text)
            for text in _texts(message)
            if message.id and set(PLACEHOLDER.findall(text)) != offered
        ]
    assert [] == wrong


def _others(message: Message) -> tuple[str, ...]:
    return () if isinstance(message.id, str) else tuple(message.id)


def test_chinese_has_chinese_punctuation(written: Catalog) -> None:
    """Between Chinese characters stand full-width commas, colons, semicolons and question marks."""
    half_width = re.compile(r"[\u4e00-\u9fff][,:;?!]|[,;?!][\u4e00-\u9fff]")
    assert [] == [
        text for message in written if message.id for text in _texts(message) if half_width.search(text)
    ]


def test_the_compiled_catalogue_is_fresh(written: Catalog) -> None:
    """sanhui.mo is sanhui.po, compiled."""
    compiled = io.BytesIO()
    write_mo(compiled, written)
    assert compiled.getvalue() == CATALOGUE.with_suffix(".mo").read_bytes(), "run `make translations`"


def test_every_message_is_found_in_the_compiled_catalogue() -> None:
    """Our reader, which looks a message up when it is said, finds what Python's finds, which reads them all at once."""
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        expected = {
            message if isinstance(message, str) else message[0]: text
            for message, text in gettext.GNUTranslations(file)._catalog.items()  # type: ignore[attr-defined]
            if message
        }
    catalogue = Catalogue(CATALOGUE.with_suffix(".mo").read_bytes())
    assert expected == {message: catalogue.find(message) for message in expected}
    assert ["no such message", "", "~"] == [catalogue.find(text) for text in ("no such message", "", "~")]


def test_catalogues_of_either_byte_order_are_read() -> None:
    """A .mo file is written in the order of the machine that wrote it."""
    texts = {"": "head", "one": "一", "other\0others": "其他"}
    for order in "<>":
        assert ["一", "其他", "two"] == list(map(Catalogue(_mo(texts, order)).find, ("one", "other", "two")))


def _mo(texts: dict[str, str], order: str) -> bytes:
    """A compiled catalogue, as GNU gettext describes it."""
    tables, strings, at = b"", b"", 28 + 16 * len(texts)
    for text in (*texts, *texts.values()):
        tables += struct.pack(f"{order}2I", len(text.encode()), at + len(strings))
        strings += text.encode() + b"\0"
    return (
        struct.pack(f"{order}7I", 0x950412DE, 0, len(texts), 28, 28 + 8 * len(texts), 0, 0) + tables + strings
    )
