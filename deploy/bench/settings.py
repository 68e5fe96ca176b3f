"""The portal's settings with one address more: what is measured against it."""

from policy_portal.settings import *  # noqa: F403 - settings extend settings by a star import

ROOT_URLCONF = "deploy.bench.urls"
