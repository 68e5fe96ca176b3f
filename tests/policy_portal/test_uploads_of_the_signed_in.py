"""Large requests are for files that somebody with a session uploads; everybody else has the usual limit."""

import pytest
from django.conf import settings
from waitress.adjustments import Adjustments

from policy_portal.serving.request_parser import RequestParser

LARGE, TOO_LARGE = settings.PORTAL_MOST_BODY + 1, settings.PORTAL_MOST_UPLOAD + 1
SESSION = f"Cookie: theme=dark; {settings.SESSION_COOKIE_NAME}=abc\r\n"


@pytest.mark.parametrize(
    ("path", "cookie", "size", "refused"),
    [
        ("/admin/articles/upload/add/", SESSION, LARGE, None),
        ("/admin/articles/tableimport/in/policies/", SESSION, LARGE, None),
        ("/admin/articles/upload/add/", SESSION, TOO_LARGE, 413),
        ("/admin/articles/upload/add/", "", LARGE, 413),
        ("/admin/articles/uploads", SESSION, LARGE, 413),
        ("/check/?x=/admin/articles/upload/", SESSION, LARGE, 413),
    ],
)
def test_who_may_send_how_much(path, cookie, size, refused):
    parser = RequestParser(Adjustments(max_request_body_size=settings.PORTAL_MOST_BODY))
    parser.received(f"POST {path} HTTP/1.1\r\nHost: x\r\n{cookie}Content-Length: {size}\r\n\r\n".encode())
    assert (parser.error.code if parser.error else None) == refused
