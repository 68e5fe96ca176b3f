"""Whole numbers from outside: in addresses, forms and files."""

#: The highest number that the database has room for in an id, and in any other number.
HIGHEST_ID = 2**63 - 1
HIGHEST_STORED = 2**31 - 1


def whole_number(text: str, *, at_most: int) -> int | None:
    """Return the number from 1 to `at_most` that ASCII digits write in `text`, or None for anything else.

    `int` alone fails at 4,300 digits and reads ٣ as 3; `isdigit` takes ² for a digit.

    >>> whole_number("0025", at_most=99), whole_number("100", at_most=99), whole_number("²", at_most=99)
    (25, None, None)
    """
    if not (text.isascii() and text.isdecimal()):
        return None
    digits = text.lstrip("0")
    if not digits or len(digits) > len(str(at_most)):
        return None
    number = int(digits)
    return number if number <= at_most else None
