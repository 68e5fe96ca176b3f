"""Password validators with messages that Django's Chinese translation lacks."""

from django.contrib.auth.password_validation import MinimumLengthValidator

_SHORTEST = 12


class LongEnough(MinimumLengthValidator):
    def __init__(self, min_length: int = _SHORTEST) -> None:
        super().__init__(min_length)

    def get_error_message(self) -> str:
        return self.get_help_text()

    def get_help_text(self) -> str:
        return f"密码至少 {self.min_length} 个字符。"
