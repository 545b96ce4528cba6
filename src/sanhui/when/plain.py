"""Text made plain for reading."""

from __future__ import annotations

#: Full-width forms, capitals and traditional characters, one for one, so that positions stay those of the text as typed.
_PLAIN = str.maketrans(
    {chr(code): chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
    | {chr(code): chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    | dict.fromkeys("\u3000\u00a0\u2009\t\r\n", " ")
    | dict.fromkeys("–—―−‐‑~～〜", "-")
    | dict(zip("。“”‘’【】〔〕〇", ".\"\"''()()零", strict=True))
    | dict(
        zip(
            "週號點個後兩時間節開從學習鐘單雙順變國慶勞動陽兒錄雷鋒憲軍黨婦農曆陰",
            "周号点个后两时间节开从学习钟单双顺变国庆劳动阳儿录雷锋宪军党妇农历阴",
            strict=True,
        )
    )
)


def plain(text: str) -> str:
    """The text with full-width, traditional and capital letters made plain, character for character."""
    return text.translate(_PLAIN)
