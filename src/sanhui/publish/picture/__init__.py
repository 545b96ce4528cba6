"""Pictures for a chat group: one drawing, written as SVG or painted as PNG."""

from sanhui.publish.picture.attendance import attendance
from sanhui.publish.picture.png import to_png, unpaintable
from sanhui.publish.picture.svg import to_svg
from sanhui.publish.picture.year import year

__all__ = ["attendance", "to_png", "to_svg", "unpaintable", "year"]
