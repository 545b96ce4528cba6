"""The checks of a plan alone: what cannot be, what is likely a mistake, what one should know."""

from sanhui.check.finding import Finding, Severity
from sanhui.check.notice import moved_by_notice
from sanhui.check.rules import RECORD_RULES, RULES, check

__all__ = ["RECORD_RULES", "RULES", "Finding", "Severity", "check", "moved_by_notice"]
