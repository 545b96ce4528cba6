"""How far apart two colours are to a reader, also to one who lacks a sort of cones.

The matrices are those of Machado, Oliveira and Fernandes, “A Physiologically-based Model for Simulation of Color Vision
Deficiency” (2009), for severity 1.0, on linear RGB; distances are CIE 1976 L*a*b*, in which 2.3 is just noticeable.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence

READERS: dict[str, tuple[tuple[float, float, float], ...]] = {
    "trichromat": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanope": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranope": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanope": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# IEC 61966-2-1, and the white of D65.
_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = (0.9505, 1.0, 1.089)


def nearest(colours: Iterable[str]) -> tuple[float, str, str, str]:
    """The two of these colours (rrggbb) that somebody tells apart least: their distance, to whom, and which they are."""
    return min(
        (distance(one, other, reader), reader, one, other)
        for one, other in itertools.combinations(colours, 2)
        for reader in READERS
    )


def distance(one: str, other: str, reader: str) -> float:
    """How far apart two colours are to a reader."""
    return math.dist(_lab(one, reader), _lab(other, reader))


def _lab(colour: str, reader: str) -> tuple[float, float, float]:
    linear = [_linear(int(colour[at : at + 2], 16) / 255) for at in (0, 2, 4)]
    seen = [min(1.0, max(0.0, each)) for each in _times(READERS[reader], linear)]
    x, y, z = (_f(value / white) for value, white in zip(_times(_XYZ, seen), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _f(part: float) -> float:
    return math.cbrt(part) if part > 216 / 24389 else (841 / 108) * part + 4 / 29
