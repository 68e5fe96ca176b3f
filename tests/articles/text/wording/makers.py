"""Functions that make lists in a process of its own, which has them without importing pytest."""

import os
import sys
from collections.abc import Sequence


def joined_words(words: Sequence[str]) -> bytes:
    return f"{os.getpid()} {' '.join(words)}".encode()


def _joined_words(words: Sequence[str]) -> bytes:
    return joined_words(words)


def failing(words: Sequence[str]) -> bytes:
    sys.exit(1)


def stopping_in_the_middle(words: Sequence[str]) -> bytes:
    sys.stdout.buffer.write(b"half of it")
    sys.stdout.buffer.flush()
    os._exit(0)
