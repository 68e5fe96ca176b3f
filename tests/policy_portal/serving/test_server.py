import socket

import pytest

from policy_portal.serving import server


@pytest.fixture
def busy_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_port_is_a_number_between_1_and_65535():
    assert server.port_number("8001") == 8001
    for text in ("abc", "0", "65536", "-1", "8000.0", "", "８０００"):
        with pytest.raises(server.PortError, match="make run PORT=8001"):
            server.port_number(text)


def test_a_busy_port_is_waited_for_then_named_with_a_way_out(busy_port):
    messages = []
    with pytest.raises(server.PortError, match=rf"端口 {busy_port} 已被占用.*make run PORT={busy_port + 1}"):
        server.wait_for_port("127.0.0.1", busy_port, say=messages.append, patience=0.3)
    assert len(messages) == 1


def test_a_free_port_is_taken_without_a_word(busy_port):
    messages = []
    server.wait_for_port("127.0.0.1", 0, say=messages.append)
    assert messages == []


def test_an_address_that_does_not_exist_is_named():
    with pytest.raises(server.PortError, match="地址"):
        server.wait_for_port("203.0.113.7", 8000, say=print, patience=0)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("0.0.0.0", "http://127.0.0.1:8000/"),
        ("::1", "http://[::1]:8000/"),
        ("portal.example", "http://portal.example:8000/"),
    ],
)
def test_the_address_shown_can_be_opened(host, address):
    assert server.address_of(host, 8000) == address
