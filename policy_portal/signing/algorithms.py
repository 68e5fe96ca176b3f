"""The algorithms of signatures: Ed25519, and SM2 with SM3 (GB/T 32918) where the extra `sm` is installed.

Keys and signatures are raw bytes: an SM2 public key is x and y, a signature r and s, 32 bytes each.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db.models import TextChoices

_HALF = 32


class AlgorithmName(TextChoices):
    ED25519 = "Ed25519", "Ed25519"
    SM2 = "SM2-SM3", "SM2（SM3）"


class Algorithm(Protocol):
    def create(self) -> tuple[bytes, bytes]:
        """A new private key and its public key."""

    def sign(self, message: bytes, *, private: bytes, public: bytes) -> bytes: ...


class Ed25519:
    """RFC 8032."""

    def create(self) -> tuple[bytes, bytes]:
        key = Ed25519PrivateKey.generate()
        return key.private_bytes_raw(), key.public_key().public_bytes_raw()

    def sign(self, message: bytes, *, private: bytes, public: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(private).sign(message)


class Sm2:
    """GB/T 32918.2 with the signer's identity that GM/T 0009 gives where none is agreed on."""

    def create(self) -> tuple[bytes, bytes]:
        from gmssl_pyx import sm2_key_generate

        public, private = sm2_key_generate()
        return private, public

    def sign(self, message: bytes, *, private: bytes, public: bytes) -> bytes:
        from gmssl_pyx import sm2_sign

        return _without_der(sm2_sign(private, public, message))


def algorithm(name: str) -> Algorithm:
    return Sm2() if name == AlgorithmName.SM2 else Ed25519()


def is_installed(name: str) -> bool:
    return name != AlgorithmName.SM2 or find_spec("gmssl_pyx") is not None


def _without_der(signature: bytes) -> bytes:
    """r and s of SEQUENCE { INTEGER r, INTEGER s }."""
    r_ends = 4 + signature[3]
    numbers = signature[4:r_ends], signature[r_ends + 2 :]
    return b"".join(int.from_bytes(number, "big").to_bytes(_HALF, "big") for number in numbers)
