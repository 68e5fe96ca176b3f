"""核对改动: an edit is saved in a transaction that is rolled back, so that its effects are shown
before it is made."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.admin.utils import unquote
from django.db import transaction

from articles.review.texts.article_edits import EditReview, review_of, state_before

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from articles.models import Article

#: The button that shows what saving would do.
REVIEW = "_review"
_NOT_YET = "还没有保存：请核对下面的改动。"


class _ReviewReady(Exception):
    """Raised in place of the answer to a save, so that it is rolled back."""

    def __init__(self, review: EditReview) -> None:
        super().__init__()
        self.review = review


class ReviewsEdits:
    """Admin mixin: the button 核对改动 shows what saving would change, and saves nothing."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None) -> HttpResponse:
        view = partial(super().changeform_view, request, object_id, form_url, extra_context)
        is_review = REVIEW in request.POST and object_id is not None
        article = self.get_object(request, unquote(object_id)) if is_review else None
        if article is None:
            return view()
        request.before = state_before(article.pk)
        try:
            with transaction.atomic():
                return view()
        except _ReviewReady as ready:
            request.review, request.refusals = ready.review, [_NOT_YET]
        return view()

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        if REVIEW in request.POST:
            raise _ReviewReady(review_of(request.before, obj))
        return super().response_change(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if review := getattr(request, "review", None):
            context |= {"review": review, "errors": []}
        return super().render_change_form(request, context, add, change, form_url, obj)
