"""Values for the parameters of the API's paths that are answered here."""

from articles.models import Policy
from articles.reading.contents import contents_of


def example_values() -> dict[str, str]:
    """By what stands before them in the path: the featured policy and its first article, if there are."""
    policy = Policy.objects.featured() or Policy.objects.first_listed()
    if policy is None:
        return {}
    articles = contents_of(policy.slug).articles
    number = {"articles/number": articles[0].address} if articles else {}
    return {"policies/slug": policy.slug, **number}
