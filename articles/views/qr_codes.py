"""QR codes of this site's own addresses, for the foot of printed pages."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.exports.qr import qr_png, qr_svg
from articles.reading.site_address import site_address

_LONGEST = 800  # characters; a denser code is not read from paper


@require_safe
def qr_code(request: HttpRequest) -> HttpResponse:
    """Of ?page=/policies/…; that of the home page where the address is too long."""
    return HttpResponse(qr_svg(_requested_address(request)), "image/svg+xml")


@require_safe
def qr_picture(request: HttpRequest) -> HttpResponse:
    """The same as PNG: what a phone saves and sends on."""
    return HttpResponse(qr_png(_requested_address(request)), "image/png")


def _requested_address(request: HttpRequest) -> str:
    path = request.GET.get("page", "/")
    if not path.startswith("/"):
        raise BadRequest("请给出本站的地址，以“/”开头。")
    address = site_address(path)
    return address if len(address) <= _LONGEST else site_address("/")
