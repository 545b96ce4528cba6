"""What a body reports of a quarter, a half or a year (季调度, 半年总结, 年度述职材料): facts in sections, before any format."""

from sanhui.publish.report.build import Sources, report
from sanhui.publish.report.model import Report

__all__ = ["Report", "Sources", "report"]
