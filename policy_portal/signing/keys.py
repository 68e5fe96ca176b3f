"""The keys of this installation: a folder with one JSON file a key, which several servers can share.

A file is a JSON Web Key (RFC 7517) with its fingerprint and the days it was used from and until. The private
part `d` stands in it only while the key signs: a retired or revoked key can only be checked against.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.timezone import localtime

from policy_portal.signing.algorithms import AlgorithmName, algorithm, is_installed

logger = logging.getLogger(__name__)

_ID_LENGTH = 16  # hexadecimal digits of the fingerprint
_OTHERS = 0o077


class SigningKeyError(Exception):
    """It could not be done; the message says, in Chinese, why."""


@dataclass(frozen=True)
class SigningKey:
    algorithm: AlgorithmName
    public: bytes
    created_at: str  # ISO 8601
    retired_at: str | None = None
    revoked_at: str | None = None
    reason: str = ""  # why it was revoked
    private: bytes | None = None

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public key's bytes."""
        return hashlib.sha256(self.public).hexdigest()

    @property
    def id(self) -> str:
        return self.fingerprint[:_ID_LENGTH]

    @property
    def signs(self) -> bool:
        return self.private is not None and is_installed(self.algorithm)

    @property
    def state(self) -> str:
        if self.revoked_at:
            return f"已作废：{self.reason}"
        return "已停用，旧的签名仍可核对" if self.retired_at else "使用中"

    def sign(self, message: bytes) -> bytes:
        assert self.private is not None
        return algorithm(self.algorithm).sign(message, private=self.private, public=self.public)

    def as_public_record(self) -> dict[str, str | None]:
        """What the list at /.well-known/ says of it."""
        record = {
            "kid": self.id,
            **_PARAMETERS[self.algorithm],
            "x": _text(self.public[:32]),
            **({"y": _text(self.public[32:])} if self.public[32:] else {}),
            "fingerprint": self.fingerprint,
            "created_at": self.created_at,
            "retired_at": self.retired_at,
            "revoked_at": self.revoked_at,
        }
        return {**record, "reason": self.reason} if self.revoked_at else record


_PARAMETERS: dict[str, dict[str, str]] = {
    AlgorithmName.ED25519: {"kty": "OKP", "crv": "Ed25519", "alg": "Ed25519", "use": "sig"},
    AlgorithmName.SM2: {"kty": "EC", "crv": "SM2", "alg": "SM2-SM3", "use": "sig"},
}


class KeyRing:
    """The keys in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> tuple[SigningKey, ...]:
        """The oldest first; without those of files that cannot be used."""
        return self._folder_content().keys

    def problems(self) -> tuple[str, ...]:
        """Files that cannot be used, and why, in Chinese: damaged, or open to others."""
        return self._folder_content().problems

    def signing(self) -> tuple[SigningKey, ...]:
        return tuple(key for key in self.all() if key.signs)

    def _folder_content(self) -> _FolderContent:
        try:
            changed = self.folder.stat().st_mtime_ns
        except FileNotFoundError:
            return _FolderContent((), ())
        return _read_folder(self.folder, changed)

    def create(self, name: AlgorithmName, *, at: datetime) -> SigningKey:
        """Raises SigningKeyError where there is one already, or the algorithm is not installed."""
        if not is_installed(name):
            raise SigningKeyError(
                "没有安装国密的库。请运行：.venv/bin/python -m pip install 'gmssl-pyx>=2,<3'"
            )
        if any(key.algorithm == name and key.private for key in self.all()):
            raise SigningKeyError(f"已有使用中的 {name.label} 密钥；换一把请用 signing_key rotate。")
        private, public = algorithm(name).create()
        key = SigningKey(name, public, _moment(at), private=private)
        self._write(key)
        return key

    def rotate(self, *, at: datetime) -> list[tuple[SigningKey, SigningKey]]:
        """Retire all keys in use, each for a new one of its kind. Raises SigningKeyError."""
        former = [key for key in self.all() if key.private]
        if not former:
            raise SigningKeyError("没有使用中的密钥；请用 signing_key create 建立。")
        pairs = []
        for key in former:
            self._write(replace(key, private=None, retired_at=_moment(at)))
            pairs.append((key, self.create(key.algorithm, at=at)))
        return pairs

    def revoke(self, identity: str, *, reason: str, at: datetime) -> SigningKey:
        """No signature of it counts any more. Raises SigningKeyError."""
        matching = [key for key in self.all() if identity and key.fingerprint.startswith(identity.lower())]
        if len(matching) != 1:
            raise SigningKeyError(f"{'没有' if not matching else '不止一把'}编号以 {identity} 开头的密钥。")
        if matching[0].revoked_at:
            raise SigningKeyError(f"密钥 {matching[0].id} 已经作废。")
        revoked = replace(matching[0], private=None, revoked_at=_moment(at), reason=reason)
        self._write(revoked)
        return revoked

    def _write(self, key: SigningKey) -> None:
        """Whole or not at all, and never readable by others."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.folder / f".{key.id}.{os.getpid()}"
        secret = {"d": _text(key.private)} if key.private else {}
        content = json.dumps({**key.as_public_record(), **secret}, ensure_ascii=False, indent=1)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(content + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        draft.rename(self.folder / f"{key.id}.json")


def key_ring() -> KeyRing:
    return KeyRing(settings.PORTAL_SIGNING_DIR)


def state_of_keys() -> str:
    """Another for each change of a key, the same on all servers that have the same keys; "" without any."""
    keys = key_ring().all()
    states = [(key.id, key.retired_at, key.revoked_at, key.signs) for key in keys]
    return f" {hashlib.sha256(repr(states).encode()).hexdigest()[:_ID_LENGTH]}" if states else ""


def public_list(keys: Iterable[SigningKey]) -> dict[str, object]:
    """What readers check signatures with."""
    return {
        "portal": settings.PORTAL_SITE_NAME,
        "site": settings.PORTAL_SITE_URL,
        "keys": [key.as_public_record() for key in keys],
    }


def check_keys() -> None:
    """Raises ImproperlyConfigured, at the start, where a key cannot be used."""
    if problems := key_ring().problems():
        raise ImproperlyConfigured("；".join(problems))


@dataclass(frozen=True)
class _FolderContent:
    keys: tuple[SigningKey, ...]
    problems: tuple[str, ...]


@lru_cache(maxsize=2)
def _read_folder(folder: Path, changed_at: int) -> _FolderContent:
    """`changed` is when a file was last moved into the folder."""
    keys, problems = [], []
    for file in sorted(folder.glob("*.json")):
        try:
            keys.append(_read_key(file))
        except (OSError, ValueError, KeyError, TypeError) as error:
            problems.append(f"签名密钥 {file} 不能用：{error or type(error).__name__}")
    for problem in problems:
        logger.error("%s", problem)
    keys.sort(key=lambda key: (key.created_at, key.algorithm, key.id))
    return _FolderContent(tuple(keys), tuple(problems))


def _read_key(file: Path) -> SigningKey:
    """Raises ValueError, KeyError or TypeError for what is no key, or is open to others."""
    if file.stat().st_mode & _OTHERS:
        raise ValueError(f"别人也能读，请运行 chmod 600 {file}，再运行 touch {file.parent}")
    record = json.loads(file.read_text(encoding="utf-8"))
    key = SigningKey(
        AlgorithmName(record["alg"]),
        _bytes(record["x"]) + _bytes(record.get("y", "")),
        record["created_at"],
        record["retired_at"],
        record["revoked_at"],
        record.get("reason", ""),
        _bytes(record["d"]) if "d" in record else None,
    )
    if key.id != file.stem:
        raise ValueError("文件名与密钥的编号不符")
    return key


def _moment(at: datetime) -> str:
    """In the portal's time zone, as the days that packs are dated with."""
    return localtime(at).isoformat(timespec="seconds")


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
