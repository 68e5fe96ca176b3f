"""What a number in a policy's structure may be; forms say so in words before the database refuses."""

from django.core.validators import MaxValueValidator, MinValueValidator

from articles.text.citing.numerals import HIGHEST

NUMBER_BOUNDS = [
    MinValueValidator(1, "编号从 1 开始。"),
    MaxValueValidator(HIGHEST, f"编号不超过 {HIGHEST}。"),
]
