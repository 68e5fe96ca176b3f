"""What holds for every page of the administration."""


class KeptForever:
    """Nothing published is deleted: a policy is withdrawn instead, and its addresses stay."""

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
