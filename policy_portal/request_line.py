"""What gunicorn accepts as the first line of a request, widened to what readers really send."""

import re

from gunicorn.http import message
from gunicorn.http.parser import RequestParser

# A 10,000-character question is 90,000 bytes in an address (120,000 with characters beyond the BMP) and must
# reach the search, which answers it. Gunicorn knows 8,190 bytes or no limit at all, and without one a single
# endless address takes all memory; so its ceiling is raised instead.
LIMIT = 256 * 1024

_NOT_ASCII = re.compile(rb"[\x80-\xff]")


class LenientRequest(message.Request):
    """Takes an address with Chinese characters as they are, which curl, wget and scripts send.

    RFC 3986 wants them percent-encoded, and gunicorn refuses the request; here they are encoded first.
    """

    def parse_request_line(self, line_bytes):
        super().parse_request_line(_NOT_ASCII.sub(lambda byte: b"%%%02X" % byte[0][0], bytes(line_bytes)))


def widen() -> None:
    """Make gunicorn in this process accept such requests."""
    message.MAX_REQUEST_LINE = LIMIT
    RequestParser.mesg_class = LenientRequest


def too_long_answer() -> bytes:
    text = f"网址过长（超过 {LIMIT // 1024} KB），请缩短后重试。\n".encode()
    head = (
        "HTTP/1.1 414 URI Too Long\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Length: {len(text)}\r\n\r\n"
    )
    return head.encode() + text
