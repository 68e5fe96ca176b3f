from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from policy_portal.signing.algorithms import AlgorithmName
from policy_portal.signing.keys import SigningKey, SigningKeyError, check_keys, key_ring


class Command(BaseCommand):
    help = "给条文和证据包签名的密钥：create 建立，list 列出，rotate 更换（旧的签名仍可核对），revoke 作废。"
    requires_system_checks = []

    def add_arguments(self, parser):
        actions = parser.add_subparsers(dest="action", required=True, metavar="create|list|rotate|revoke")
        create = actions.add_parser("create", help="建立一把密钥")
        create.add_argument(
            "--algorithm",
            choices=AlgorithmName.values,
            default=AlgorithmName.ED25519.value,
            help="默认 Ed25519",
        )
        actions.add_parser("list", help="列出全部密钥")
        actions.add_parser("rotate", help="停用使用中的，各换一把新的")
        revoke = actions.add_parser("revoke", help="作废：私钥可能泄露了，它的签名从此都不算数")
        revoke.add_argument("id", help="编号，或指纹的开头")
        revoke.add_argument("--reason", required=True, help="为什么，会公开")

    def handle(self, *, action, **options):
        try:
            check_keys()
            getattr(self, f"_{action}")(options)
        except (SigningKeyError, ImproperlyConfigured, OSError) as error:
            raise CommandError(str(error)) from error

    def _create(self, options) -> None:
        key = key_ring().create(AlgorithmName(options["algorithm"]), at=timezone.now())
        self.stdout.write(f"建立了 {_line(key)}\n私钥在 {key_ring().folder}（0600），请另行备份。")

    def _list(self, options) -> None:
        for key in key_ring().all():
            self.stdout.write(f"{_line(key)}　{key.created_at} 起　{key.state}")
        if not key_ring().signing():
            self.stdout.write("没有使用中的密钥：条文和证据包没有签名。")

    def _rotate(self, options) -> None:
        for former, new in key_ring().rotate(at=timezone.now()):
            self.stdout.write(f"停用 {former.id}，建立了 {_line(new)}")

    def _revoke(self, options) -> None:
        key = key_ring().revoke(options["id"], reason=options["reason"], at=timezone.now())
        self.stdout.write(f"作废了 {_line(key)}")
        if not key_ring().signing():
            self.stdout.write("已没有使用中的密钥；用 signing_key create 建立新的。")


def _line(key: SigningKey) -> str:
    return f"{key.algorithm.label}　{key.id}　指纹 {key.fingerprint}"
