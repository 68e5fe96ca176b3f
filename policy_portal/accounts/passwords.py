"""Password validators with messages that Django's Chinese translation lacks."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return self.get_help_text()

    def get_help_text(self) -> str:
        return f"密码至少 {self.min_length} 个字符。"
