"""What the tables of every TOML file of ours are made of.

Modules of such tables do without `from __future__ import annotations`: msgspec would have to evaluate every one of their
annotations as a text, at each start.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

#: The pattern of a text that says something.
NOT_BLANK = r"\S"
#: That of the names by which published events are known.
IDENTIFIER = r"[A-Za-z0-9][A-Za-z0-9._-]*"


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A TOML table: unknown keys are errors."""


Identifier = Annotated[
    str,
    Meta(
        pattern=f"^{IDENTIFIER}$",
        description="ASCII letters, digits, '-', '_' and '.'; stable: published events are known by it.",
        examples=["weekly-study"],
    ),
]
Line = Annotated[str, Meta(description="One line of text: no line breaks, no control characters.")]
Name = Annotated[Line, Meta(pattern=NOT_BLANK)]
