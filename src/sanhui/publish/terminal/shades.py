"""The colours of a terminal for the colours of a calendar: sixteen against a hundred and forty.

Terminals differ in what they show for 256 colours and more, and a pale colour is lost on a white screen; the basic
ones are chosen by their owner. So every CSS colour name becomes the nearest of them that reads on light and dark.
"""

from __future__ import annotations

import functools

# By the groups of CSS Color Module Level 4, 6.1.
_GROUPS = {
    "red": "crimson darkred firebrick indianred lightcoral maroon red",
    "bright_red": "coral darksalmon lightsalmon orangered salmon tomato",
    "bright_magenta": "deeppink fuchsia hotpink lightpink magenta mediumvioletred mistyrose orchid palevioletred pink "
    "plum violet lavenderblush",
    "magenta": "blueviolet darkmagenta darkorchid darkviolet indigo lavender mediumorchid mediumpurple purple thistle",
    "yellow": "bisque blanchedalmond brown burlywood chocolate cornsilk darkgoldenrod darkkhaki darkorange gold goldenrod "
    "khaki lemonchiffon lightgoldenrodyellow lightyellow moccasin navajowhite orange palegoldenrod papayawhip "
    "peachpuff peru rosybrown saddlebrown sandybrown sienna tan wheat yellow",
    "green": "chartreuse darkgreen darkolivegreen darkseagreen forestgreen green greenyellow lawngreen lightgreen lime "
    "limegreen mediumseagreen mediumspringgreen olive olivedrab palegreen seagreen springgreen yellowgreen",
    "cyan": "aqua aquamarine cadetblue cyan darkcyan darkturquoise lightcyan lightseagreen mediumaquamarine "
    "mediumturquoise paleturquoise teal turquoise",
    "blue": "blue cornflowerblue darkblue darkslateblue deepskyblue dodgerblue lightblue lightskyblue lightsteelblue "
    "mediumblue mediumslateblue midnightblue navy powderblue royalblue skyblue slateblue steelblue",
}


@functools.cache
def _shades() -> dict[str, str]:
    return {name: shade for shade, names in _GROUPS.items() for name in names.split()}


def shade(colour: str) -> str:
    """The terminal's colour for a CSS colour name; none for white, black and the greys."""
    return _shades().get(colour, "")
