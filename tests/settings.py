"""The portal's own settings with a data folder of the tests' own: an office's database is never touched."""

import os

from django.core.management.utils import get_random_secret_key

os.environ.setdefault("PORTAL_SITE_URL", "http://testserver")  # the host that Django's test client names
os.environ.setdefault("SECRET_KEY", get_random_secret_key())
os.environ.setdefault("PORTAL_DATA_DIR", os.path.join(os.path.dirname(__file__), "..", ".data", "tests"))

from policy_portal.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # nothing is collected for tests
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
