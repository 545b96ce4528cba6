"""Reads TOML."""

from __future__ import annotations

import tomllib
from typing import Any

from sanhui.errors import InputError, Problem
from sanhui.i18n import _


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """Read a TOML text; raises `InputError` with line, column and remedy when it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        from sanhui.plan.slips import explain  # needed by few

        raise InputError(explain(str(error), text, file)) from error
    except RecursionError as error:
        remedy = _("a plan needs three levels at most")
        raise InputError(Problem(_("brackets within brackets without end"), remedy, file)) from error
    except ValueError as error:  # a number of thousands of digits
        remedy = _("look for a long row of digits")
        raise InputError(Problem(_("a number is too long to be one"), remedy, file)) from error
