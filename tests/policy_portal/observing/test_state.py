import pytest

from policy_portal.observing.state import Disk

GB = 2**30


@pytest.mark.parametrize(
    ("free", "total", "is_nearly_full"),
    [
        (50 * GB, 100 * GB, False),
        (4 * GB, 100 * GB, True),
        (0.4 * GB, 10 * GB, True),
        (0.4 * GB, 0.5 * GB, False),
    ],
)
def test_a_disk_is_nearly_full_by_share_or_by_size_but_not_when_it_is_just_small(free, total, is_nearly_full):
    assert Disk(int(free), int(total)).is_nearly_full is is_nearly_full
