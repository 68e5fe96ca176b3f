"""Quality (质量): what does not look right, as lists whose rows lead to the form that corrects it."""

from articles.quality.checks import QualityCheck, check_named, numbers_of_checks, quality_checks
from articles.quality.files import csv_rows

__all__ = ["QualityCheck", "check_named", "csv_rows", "numbers_of_checks", "quality_checks"]
