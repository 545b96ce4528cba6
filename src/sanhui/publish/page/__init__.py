"""The year as one page (HTML) that needs nothing else: no network, no fonts, no scripts to be read."""

from sanhui.publish.page.page import Material, Review, page

__all__ = ["Material", "Review", "page"]
