"""Bounds of numbers in a policy's structure; forms check them before the database does."""

from django.core.validators import MaxValueValidator, MinValueValidator

from articles.text.numbers.numerals import HIGHEST

NUMBER_BOUNDS = [
    MinValueValidator(1, "编号从 1 开始。"),
    MaxValueValidator(HIGHEST, f"编号不超过 {HIGHEST}。"),
]
