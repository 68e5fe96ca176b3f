from tests.articles.conftest import article, import_text, shipped

__all__ = ["article", "import_text", "shipped"]
