"""Prepare the portal in PORTAL_DATA_DIR:  python -m deploy.bench.prepare [FOLDER_WITH_LAWS]"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def prepare_portal() -> None:
    """Do what the portal does when it starts, and hold a share in its database."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policy_portal.settings")
    django.setup()
    from policy_portal.serving.startup import prepare

    prepare(begin=lambda text: None, end=lambda text: None)


def import_laws(folder: str) -> None:
    """Import them with the product's importer; what is there already is passed over."""
    from django.conf import settings
    from django.core.management import call_command

    print("导入法律，要几分钟……", file=sys.stderr)
    try:
        call_command("import_policy", folder, report=Path(settings.DATA_DIR, "import.txt"), verbosity=0)
    except SystemExit as ended:
        if ended.code != 1:  # 1: some files hold no articles
            raise


if __name__ == "__main__":
    prepare_portal()
    for folder in sys.argv[1:]:
        import_laws(folder)
