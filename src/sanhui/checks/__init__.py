"""The checks of a plan alone: what cannot be, what is likely a mistake, what one should know."""

from sanhui.checks.finding import Finding, Severity
from sanhui.checks.notice import moved_by_notice
from sanhui.checks.table import CHECKS, RECORD_CHECKS, check

__all__ = ["CHECKS", "RECORD_CHECKS", "Finding", "Severity", "check", "moved_by_notice"]
