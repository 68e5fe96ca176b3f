"""The signed ticket in a report's form: it holds the number that the report will have.

It says when the form was opened and for which page, so that a form is sent once, not by a program at once,
and not from elsewhere (docs/decisions/0070).
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

from articles.models.editing.reader_report import new_number

_SALT = "articles.reports"
#: Nobody fills in a form faster; whoever had it open longer gets a new one with what they wrote.
QUICKEST, LONGEST_OPEN = timedelta(seconds=3), timedelta(hours=24)


class TicketError(ValueError):
    """The ticket does not hold; the message says in Chinese what to do."""


def new_ticket() -> str:
    return signing.TimestampSigner(salt=_SALT).sign(new_number())


def number_of(ticket: str) -> str:
    """The number in a ticket. Raises TicketError."""
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        number = signer.unsign(ticket, max_age=LONGEST_OPEN)
    except signing.BadSignature as error:  # SignatureExpired is one
        raise TicketError("这份表单已过期，您写的都还在：请核对之后再提交一次。") from error
    if _is_too_quick(signer, ticket):
        raise TicketError("提交得太快了：请稍等几秒，再提交一次。")
    return number


def is_held(ticket: str) -> bool:
    """Whether it is one of ours that can still be sent."""
    try:
        signing.TimestampSigner(salt=_SALT).unsign(ticket, max_age=LONGEST_OPEN)
    except signing.BadSignature:
        return False
    return True


def _is_too_quick(signer: signing.TimestampSigner, ticket: str) -> bool:
    try:
        signer.unsign(ticket, max_age=QUICKEST)
    except signing.SignatureExpired:
        return False
    return True
