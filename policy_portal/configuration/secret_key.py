"""The installation's SECRET_KEY: created once and kept in the data folder."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key


def read_or_create_secret_key(data_dir: Path) -> str:
    """Return the key stored in `data_dir`, creating it (mode 0600) on the first run.

    Raises ImproperlyConfigured, in Chinese, when the folder cannot be written or read.
    """
    path = data_dir / "secret_key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write_once(path, get_random_secret_key())
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"数据目录不可写：{data_dir}（{error.strerror}）。"
            "请修改该目录的权限，或用 PORTAL_DATA_DIR=其他目录 指定一个可写的目录。"
        ) from error


def _write_once(path: Path, key: str) -> None:
    # Written to a temporary file and linked into place, so that two first starts at once get the same key.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(key + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
