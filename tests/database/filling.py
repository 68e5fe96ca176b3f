"""Fill a database, which has been made, for one stage: `python -m tests.database.filling shipped NAME`.

It is a process of its own, so that what it has imported is what can have decided the content; prints that,
one file a line. The administration has no part in it and is not imported.
"""

import gc
import os
import sys

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.database.fingerprints import imported_files

_ADMINISTRATION = "policy_portal.administration.config.PortalAdminConfig"


def migrate() -> None:
    call_command("migrate", verbosity=0)


def load_what_ships() -> None:
    from articles.importing.shipped.shipped_policies import load_shipped_content
    from articles.search.index.maintenance import ensure_index
    from guidance.measures.shipped_measures import load_shipped_measures
    from policy_portal.accounts.roles import ensure_roles

    load_shipped_content()
    load_shipped_measures()
    ensure_index()
    ensure_roles(apps)


STAGES = {"migrated": migrate, "shipped": load_what_ships}


def fill(stage: str, name: str) -> None:
    gc.disable()  # it finds little in a process that soon ends, and takes a quarter of its time
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    settings.INSTALLED_APPS[settings.INSTALLED_APPS.index(_ADMINISTRATION)] = (
        "django.contrib.admin.apps.SimpleAdminConfig"
    )
    django.setup()
    connection.settings_dict["NAME"] = name
    STAGES[stage]()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    print(*imported_files(), sep="\n")


if __name__ == "__main__":
    fill(*sys.argv[1:])
