from django.core.management.base import BaseCommand, CommandError

from articles.importing.shipped.shipped_policies import built_fixtures


class Command(BaseCommand):
    help = "由 fixtures/source 的原文重新生成 fixtures/policies 的固定数据；--check 只检查是否最新。"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="只检查，不写文件；不是最新时以非零状态退出")

    def handle(self, *args, check: bool, **options):
        files = built_fixtures()
        stale = [
            path for path, content in files.items() if not path.exists() or path.read_text("utf-8") != content
        ]
        if check and stale:
            raise CommandError("不是最新：" + "、".join(path.name for path in stale))
        for path in stale:
            path.parent.mkdir(exist_ok=True)
            path.write_text(files[path], encoding="utf-8")
        self.stdout.write(f"共 {len(files)} 个文件，{'全部最新' if check else f'更新 {len(stale)} 个'}")
