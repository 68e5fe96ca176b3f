"""What has to happen at a time, done by the web workers: publishing scheduled drafts.

Each worker looks every half minute; of several at once, the database lets one publish a draft.
"""

from __future__ import annotations

import logging
import time
from threading import Thread

from django.db import Error, close_old_connections, connection
from django.utils import timezone

from articles.admin.drafts.draft_replay import replay
from articles.review.texts.edit_drafts import publish_due

logger = logging.getLogger(__name__)

_EVERY = 30  # seconds


def start_publishing() -> None:
    """In a worker process; the thread ends with it."""
    Thread(target=_run, name="scheduled-publication", daemon=True).start()


def publish_scheduled() -> None:
    """Publish what is due now; what cannot be published says why and waits for review again."""
    for draft in publish_due(timezone.now(), replay=replay):
        logger.info("%s：%s", draft, draft.problem or draft.get_state_display())


def _run() -> None:
    while True:
        time.sleep(_EVERY)
        try:
            close_old_connections()
            publish_scheduled()
        except Error:  # the database is away or only read: later
            logger.warning("定时发布没有进行：数据库没有应答。", exc_info=True)
        except Exception:
            logger.exception("定时发布没有进行。")
        finally:
            connection.close()
