"""The charts' data as a block of the page."""

from checker.report.chart_data import chart_data
from checker.report.content import Report
from checker.report.page_blocks import Part, block
from checker.report.page_data import safe_json
from checker.report.page_script import has_charts


def charts_block(report: Report) -> str:
    """One element; '' where no charts are shipped."""
    return block(Part("charts", safe_json(chart_data(report)))) if has_charts() else ""
