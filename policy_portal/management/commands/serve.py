import os
import signal
import sys
from typing import NoReturn

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand
from django.db import OperationalError, connection, connections

from policy_portal.configuration.site_url import default_site_url
from policy_portal.database.base import embedded_cluster
from policy_portal.serving import server


class Command(BaseCommand):
    help = "准备好一切（数据库、内容、索引、管理员、静态文件），然后提供服务。make run 运行的就是它。"
    requires_system_checks = []  # half a second; `make check` runs them

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认 127.0.0.1")
        parser.add_argument("--port", default="8000", help="端口，默认 8000")
        parser.add_argument("--workers", type=int, default=server.default_workers(), help="工作进程数")

    def handle(self, *, host: str, workers: int, **options):
        master = os.getpid()
        _turn_signals_into_exit()
        try:
            port = server.port_number(options["port"])
            server.wait_for_port(host, port, say=self.say)
            _name_the_site(port)
            self.prepare()
            connections.close_all()  # a forked worker must not share a connection
            exporter = _exporter()
            server.serve_forever(
                host,
                port,
                workers=workers,
                on_ready=lambda: self.announce(host, port, exporter.start()),
                on_worker=_start_worker,
                on_stop=lambda: self.end(exporter),
            )
        except (server.PortError, ImproperlyConfigured) as error:
            self.fail(str(error))
        except OperationalError as error:
            self.fail(f"无法连接数据库。请检查 DATABASE_URL 和数据库服务器。\n{error}")
        finally:
            # Workers leave through here as well.
            if os.getpid() == master:
                self.stop_database()

    def prepare(self) -> None:
        # Imported late: a busy port is reported before half a second of imports.
        from policy_portal.serving.startup import prepare
        from policy_portal.serving.warming import warm_up

        prepare(begin=self.say_without_newline, end=self.say)
        # Only now: as it is made, the application lists the static files that the first start has collected.
        from policy_portal.wsgi import application

        warm_up(application)

    def announce(self, host: str, port: int, metrics: str) -> None:
        home = server.address_of(host, port)
        metrics_line = f"  监  控    {metrics}\n" if metrics else ""
        # In one piece: whoever waits for the first line has the addresses as well.
        self.say(
            "\n门户已就绪，按 Ctrl-C 停止：\n"
            f"  首  页    {home}\n  政  策    {home}policies/\n  管理后台  {home}admin/\n{metrics_line}\n"
        )

    def end(self, exporter) -> None:
        exporter.stop()
        self.say("\n网页服务器已停止。")

    def stop_database(self) -> None:
        # From here a second Ctrl-C must not interrupt the database's shutdown.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        connections.close_all()
        cluster = embedded_cluster(connection.settings_dict)
        if cluster is not None and cluster.release():
            self.say("数据库已停止。")

    def fail(self, message: str) -> NoReturn:
        # Not a CommandError, which Django would announce as "CommandError:".
        self.stderr.write(f"\n错误：{message}")
        sys.exit(1)

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def say_without_newline(self, text: str) -> None:
        self.stdout.write(text, ending="")
        self.stdout.flush()


def _name_the_site(port: int) -> None:
    if not os.environ.get("PORTAL_SITE_URL"):
        hosts, is_https = settings.PORTAL_HOSTS, settings.PORTAL_HTTPS
        settings.PORTAL_SITE_URL = default_site_url(hosts, is_https=is_https, port=port)


def _turn_signals_into_exit() -> None:
    """Let a stop during the preparation end like a later one; gunicorn then sets its own handlers.

    An exit that Python ignores, since the signal came amid a finalizer, is tried again.
    """

    def leave(number, frame):
        sys.stdout.write("\n正在停止…\n")
        sys.exit(0)

    def leave_soon(ignored):
        if ignored.exc_type is SystemExit:
            signal.setitimer(signal.ITIMER_REAL, 0.05)
        else:
            sys.__unraisablehook__(ignored)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    signal.signal(signal.SIGALRM, lambda number, frame: sys.exit(0))
    sys.unraisablehook = leave_soon


def _exporter():
    from policy_portal.observing.exporter import Exporter  # late, as in `prepare`
    from policy_portal.observing.metrics import FOLDER

    return Exporter(settings.PORTAL_METRICS, folder=FOLDER, on_start=_take_lease)


def _start_worker() -> None:
    """In each worker."""
    from policy_portal.scheduled_publication import start_publishing  # late, as in `prepare`

    _take_lease()
    start_publishing()


def _take_lease() -> None:
    # Each worker has its own share in the server: if the master is killed, the last to go stops the database.
    cluster = embedded_cluster(settings.DATABASES["default"])
    if cluster is not None:
        cluster.ensure_running()
