from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.admin.journal import IMPORT, audit
from articles.importing.files.former_files import restorable_files, restore_version


class Command(BaseCommand):
    help = "由以前被取代的来源文件恢复历次版本（升级之后运行一次；再次运行不重复）。"

    def handle(self, *args, verbosity, **options):
        files, restored = restorable_files(), 0
        for file in tqdm(files, unit="件", disable=verbosity == 0):
            outcome = restore_version(file)
            restored += outcome is not None
            if outcome is not None and verbosity:
                self.stdout.write(f"{outcome.name}（{outcome.result}，{outcome.policy}）")
        if restored:
            audit().record_command(IMPORT, f"由以前的来源文件恢复历次版本：{restored} 版")
        self.stdout.write(f"{len(files)} 个被取代的来源文件，恢复 {restored} 版。")
