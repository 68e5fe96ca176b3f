"""What the failover drill is made of: the watcher's proof, the files that Patroni and HAProxy read."""

import socket

import pytest
import yaml

from deploy.failover import cluster, load, watch
from deploy.failover.__main__ import _pause
from deploy.failover.load import AnswerLog, TimedAnswer

LEADER = watch.Leader("node1", (("db1", 5432), ("db1", 8008)))


class FakeEtcd:
    def __init__(self, *leaders):
        self.leaders, self.released = list(leaders), []

    def leader(self):
        return self.leaders.pop(0) if len(self.leaders) > 1 else self.leaders[0]

    def release(self, name):
        self.released.append(name)


class TestWatcher:
    def test_a_leader_that_refuses_at_both_ports_is_released_after_three_looks(self):
        etcd = FakeEtcd(LEADER)
        watcher = watch.Watcher(etcd, refused=lambda address: True)
        assert [watcher.look() for _ in range(3)] == ["", "", "node1"]
        assert etcd.released == ["node1"]

    @pytest.mark.parametrize("refusing", [5432, 8008])
    def test_one_port_alone_is_no_proof(self, refusing):
        etcd = FakeEtcd(LEADER)
        watcher = watch.Watcher(etcd, refused=lambda address: address[1] == refusing)
        assert [watcher.look() for _ in range(5)] == [""] * 5
        assert etcd.released == []

    def test_nor_are_refusals_with_an_answer_between_them(self):
        answers = iter([True, True, True, True, False, True, True, True, True])
        watcher = watch.Watcher(FakeEtcd(LEADER), refused=lambda address: next(answers))
        assert [watcher.look() for _ in range(5)] == [""] * 5

    def test_nor_those_of_the_leader_before(self):
        other = watch.Leader("node2", LEADER.addresses)
        watcher = watch.Watcher(FakeEtcd(LEADER, LEADER, other), refused=lambda address: True)
        assert [watcher.look() for _ in range(3)] == ["", "", ""]

    def test_without_a_leader_nothing_is_released(self):
        etcd = FakeEtcd(None)
        assert watch.Watcher(etcd, refused=lambda address: True).look() == ""
        assert etcd.released == []

    def test_a_port_that_nobody_listens_at_refuses_and_one_in_use_does_not(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))  # bound and not listening: nobody else is given it
            assert watch.is_refused(probe.getsockname())
            probe.listen()
            assert not watch.is_refused(probe.getsockname())


def test_what_patroni_reads_is_whole_and_keeps_what_was_acknowledged():
    values = {"name": "node1", "api": 1, "etcd": 2, "port": 3, "programs": "/p", "data": "/d", "folder": "/f"}
    read = yaml.safe_load(cluster._fill_template("patroni.yml", **values, password="x:{y}"))
    settings = read["bootstrap"]["dcs"]
    assert settings["synchronous_mode"] is True
    assert settings["loop_wait"] + 2 * settings["retry_timeout"] <= settings["ttl"]
    assert read["postgresql"]["authentication"]["superuser"] == {"username": "postgres", "password": "x:{y}"}


def test_the_fields_of_a_form_are_sent_as_a_browser_would():
    page = """<form><input name=a value="1&amp;2"><input type=checkbox name=b value=1>
    <input type=radio name=c value=x checked><input type=submit name=s value=go>
    <textarea name=d>\nerste\nzweite</textarea>
    <select name=e><option value=1>x<option value=2 selected>y</select></form>"""
    assert load.fields_of(page) == {"a": "1&2", "c": "x", "d": "erste\nzweite", "e": "2"}


def test_a_pause_lasts_until_an_edit_that_began_after_the_kill_is_acknowledged():
    answers = AnswerLog(
        writes=[TimedAnswer(10.5, 200, 1.0), TimedAnswer(12.0, 503, 0.1), TimedAnswer(14.0, 200, 0.5)]
    )
    assert _pause(answers, 10.0) == 4.0
    assert _pause(answers, 20.0) == float("inf")
