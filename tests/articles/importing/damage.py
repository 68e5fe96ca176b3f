"""Zipped files that are damaged in ways that `zipfile` has errors of their own for."""

_VERSION_NEEDED = b"PK\1\2\x14\3"  # and then the version, in the directory at the end


def damaged(package: bytes) -> bytes:
    """With a first entry that cannot be unpacked."""
    return package[:60] + b"\xff" * 20 + package[80:]


def of_newer_zip(package: bytes) -> bytes:
    """With a first entry that only a program of the future can unpack."""
    before, _, behind = package.partition(_VERSION_NEEDED)
    return before + _VERSION_NEEDED + b"\xff" + behind[1:]
