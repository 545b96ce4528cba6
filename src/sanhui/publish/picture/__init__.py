"""Pictures for a chat group: one drawing, written as SVG or painted as PNG."""

from sanhui.publish.picture.png import to_png
from sanhui.publish.picture.svg import to_svg
from sanhui.publish.picture.year import year

__all__ = ["to_png", "to_svg", "year"]
