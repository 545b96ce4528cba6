"""The documentation as a site: `make site` writes it to build/site, to be put on any web server or opened from the disk.

The pages stay as they are: they are laid out in a copy of the repository, so that a link leads where it leads there. The
menu is the list of pages in docs/zh/README.md and docs/en/README.md, Chinese first, and so is the first page.
"""

from __future__ import annotations

import logging
import re
import shutil
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "build/site-source"
SITE = ROOT / "build/site"

_ENTRY = re.compile(r"^- \[[^\]]+\]\((?P<page>[\w-]+\.md)\)", re.MULTILINE)
_FENCE = re.compile(
    r"^(?P<fence>```\w+) .*$", re.MULTILINE
)  # what stands after the language is docs/generate.py's
_LINK = re.compile(r"\]\((?!\w+:)([^)#\s]+)")
#: The page of the folder becomes the first page of the site: the Chinese one.
_RENAMED = {"README.md": "README.en.md", "README.zh-CN.md": "README.md"}
_TO_README = re.compile(r"\((?P<up>(?:\.\./)*)(?P<name>README(?:\.zh-CN)?\.md)(?=[)#])")


def copy() -> None:
    """Lay the pages out in `SOURCE`."""
    shutil.rmtree(SOURCE, ignore_errors=True)
    for folder in ("docs", "plans"):
        shutil.copytree(ROOT / folder, SOURCE / folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for page in ROOT.glob("*.md"):
        shutil.copy(page, SOURCE / _RENAMED.get(page.name, page.name))
    for page in SOURCE.rglob("*.md"):
        text = _led(page.read_text(encoding="utf-8"), page.parent)
        page.write_text(text, encoding="utf-8")
        for link in _LINK.findall(text):  # a licence, a test that proves something
            linked = (page.parent / link).resolve()
            original = ROOT / linked.relative_to(SOURCE)
            if original.is_file() and not linked.exists():
                linked.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(original, linked)


def _led(text: str, folder: Path) -> str:
    """A page as a page of the site: its links to the READMEs and to folders lead to pages, its blocks have a language only."""

    def renamed(link: re.Match[str]) -> str:
        if (folder / link["up"]).resolve() != SOURCE:
            return link[0]
        return f"({link['up']}{_RENAMED[link['name']]}"

    text = re.sub(r"\((?P<path>(?:\.\./)*plans)\)", r"(\g<path>/README.md)", _TO_README.sub(renamed, text))
    return _FENCE.sub(r"\g<fence>", text)


def menu(language: str) -> list[str]:
    """The pages of a language, in the order in which its first page lists them."""
    first = ROOT / "docs" / language / "README.md"
    pages = _ENTRY.findall(first.read_text(encoding="utf-8"))
    return [f"docs/{language}/{page}" for page in ["README.md", *pages]]


def configuration() -> dict[str, Any]:
    """What mkdocs is told."""
    return {
        "site_name": "sanhui · 三会",
        "docs_dir": str(SOURCE),
        "site_dir": str(SITE),
        "use_directory_urls": False,  # pages open from the disk as well
        "nav": [
            {"三会": "README.md"},
            {"中文": menu("zh")},
            {"English": ["README.en.md", *menu("en")]},
            {"开发 · Development": ["docs/ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]},
        ],
        "not_in_nav": "/docs/README.md\n/plans/README.md\n",
        "validation": {"links": {"anchors": "warn", "absolute_links": "warn"}},
        "theme": {
            "name": "material",
            "language": "zh",
            "font": False,  # nothing is fetched from anywhere
            "features": ["navigation.tabs", "navigation.top", "toc.follow", "content.code.copy"],
            "palette": [
                {
                    "media": "(prefers-color-scheme: light)",
                    "primary": "red",
                    "toggle": {"icon": "material/weather-night", "name": "深色 / dark"},
                },
                {
                    "media": "(prefers-color-scheme: dark)",
                    "scheme": "slate",
                    "primary": "red",
                    "toggle": {"icon": "material/weather-sunny", "name": "浅色 / light"},
                },
            ],
        },
        "plugins": ["material/search", "material/offline"],
        "markdown_extensions": [
            "tables",
            {"toc": {"permalink": True, "slugify": _slug}},
            "pymdownx.superfences",
            {"pymdownx.highlight": {"use_pygments": True}},
        ],
    }


def _slug(title: str, separator: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", separator)


def main() -> int:
    """Write the site; exit code 1 when a link leads nowhere."""
    from mkdocs.commands.build import build
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.exceptions import Abort

    logging.basicConfig(level=logging.WARNING, format="%(message)s")  # mkdocs tells each lost link
    copy()
    config = MkDocsConfig(config_file_path=str(ROOT / "build/mkdocs.yml"))
    config.load_dict({**configuration(), "strict": True})
    faults, warnings = config.validate()
    for key, fault in [*faults, *warnings]:
        print(f"{key}: {fault}", file=sys.stderr)
    if faults or warnings:
        return 1
    try:
        build(config)
    except Abort as abort:  # mkdocs has told what is wrong
        print(abort, file=sys.stderr)
        return 1
    print(f"{SITE.relative_to(ROOT)}/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
