"""Addresses of what anybody may read: pages, formats, feeds and the API, each kind at least once."""

POLICY = "/policies/gxblk-2009-232/"
ARTICLE = f"{POLICY}articles/25/"
ABOUT = [f"/about/{page}/" for page in ("help", "glossary", "data", "accessibility", "contact")]
PROFILE = "kind=enterprise&does=rd&does=goods_import&needs=finance&industry=industry&employees=200&revenue=9"
WISH = "kind=enterprise&size=large&topic=abroad&needs=goods_import"
SELECTION = "/selection/?unit=gxblk-2009-232:23,25&measure=import-duty-major-projects"

PAGES = [
    *ABOUT,
    "/api/docs/",
    *("/", "/about/", "/policies/", POLICY, f"{POLICY}chapters/6/", ARTICLE, f"{ARTICLE}history/"),
    f"{POLICY}articles/10/",
    *("/search/", "/search/?q=知识产权", "/search/?q=企业&kind=policy&page=2", "/goals/", "/ministries/mof/"),
    *("/search/why/?q=小公司贷款&article=gxblk-2009-232/10", "/matrix/", "/matrix/?rows=goal&cols=chapter"),
    *("/graph/", "/graph/?focus=ministry/mof", "/graph/?all=1"),
    *("/compare/", "/feeds/", "/guidance/", "/guidance/measures/", "/guidance/measures/?q=免税"),
    *("/guidance/measures/import-duty-major-projects/", "/api/", f"{POLICY}full/", "/selection/", SELECTION),
    "/check/",
]
FILES = [
    "/guidance/measures/feed.atom",
    *(f"{POLICY[:-1]}.png", f"{ARTICLE[:-1]}.png", f"/qr.svg?page={ARTICLE}"),
    f"/qr.png?page={ARTICLE}",
    *(
        "/sitemap.xml",
        "/sitemap-articles.xml",
        "/sitemap-pages.xml",
        "/robots.txt",
        "/llms.txt",
        "/opensearch.xml",
    ),
    *(f"{POLICY[:-1]}.{suffix}" for suffix in ("json", "jsonld", "xml", "txt", "docx")),
    *(f"{ARTICLE[:-1]}.{suffix}" for suffix in ("json", "jsonld", "xml", "txt", "docx")),
    *("/feeds/policies/", f"/feeds{POLICY}", f"/feeds{POLICY}chapters/6/", "/feeds/ministries/mof/"),
    *("/feeds/search/?q=税", "/graph/data/", "/graph.svg?focus=ministry/mof"),
    *(f"/search.{suffix}?q=税" for suffix in ("docx", "xlsx", "txt", "json")),
    *(f"/ministries/mof.{suffix}" for suffix in ("docx", "xlsx", "txt", "json")),
    *(f"{POLICY}chapters/6.{suffix}" for suffix in ("docx", "xlsx", "txt", "json")),
    *(SELECTION.replace("/?", f".{suffix}?") for suffix in ("docx", "xlsx", "txt", "json")),
]
API = [
    *("/api/v1/", "/api/v1/policies/", "/api/v1/policies/gxblk-2009-232/", "/api/v1/entities/"),
    *(f"/api/v1{POLICY}articles/?page_size=2", f"/api/v1{POLICY}revisions/", f"/api/v1{POLICY}divisions/"),
    f"/api/v1{ARTICLE}history/",
    *("/api/v1/search/?q=税", "/api/schema/", "/api/v1/guidance/", "/api/v1/goto/?q=第二十五条"),
    *("/api/v1/guidance/measures/", "/api/v1/guidance/vocabulary/", "/api/v1/coverage/"),
]
#: Answers that are made for one reader, of what they typed or what their business is.
PERSONAL = [
    "/suggest/?q=技术",
    "/api/v1/suggest/?q=技术",
    f"/guidance/?{PROFILE}",
    f"/guidance/?{PROFILE}&against=kind%3Duniversity",
    *(f"/guidance/step/{name}/?{WISH}" for name in ("who", "size", "wish", "which", "question")),
    "/guidance/compare/?a=kind%3Denterprise%26needs%3Dfinance&b=kind%3Duniversity%26needs%3Dfinance",
    f"/guidance/pack/?{PROFILE}",
    f"/guidance/pack.txt?{PROFILE}",
]
