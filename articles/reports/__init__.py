"""Readers report problems (报告问题): without an account, with a number to look up what became of it."""

from articles.reports.filing import TooMany, file_report
from articles.reports.forms import ReportForm
from articles.reports.reported_places import local_address, place_of

__all__ = ["ReportForm", "TooMany", "file_report", "local_address", "place_of"]
