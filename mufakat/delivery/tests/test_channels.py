"""Letters as they leave the house, taken by real servers of this process."""

import hashlib
import hmac
import socket
from dataclasses import replace
from email import message_from_string, policy
from typing import Any

import pytest

from mufakat.delivery import channels
from mufakat.delivery.channels import Letter, MailServer, NotSent, Post, send_mail, send_webhook

from .conftest import Gateway, Mailbox

LETTER = Letter("digest:1", "ani@example.go.id", "Kabar hari ini", "Yth. Bu Ani – 2 janji\nsalam")


def test_a_letter_by_mail(mailbox: Mailbox, by_mail: Post) -> None:
    send_mail(by_mail, replace(LETTER, subject="Kabar\r\nBcc: semua@example.go.id"))
    mail = message_from_string(mailbox.letters[0], policy=policy.default)
    assert mailbox.to == ["ani@example.go.id"]
    assert mail["Subject"] == "Kabar Bcc: semua@example.go.id"  # no line of its own
    assert mail["Bcc"] is None
    assert mail["From"] == "Mufakat Citarip <mufakat@example.go.id>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_body().get_content().split() == LETTER.text.split()  # type: ignore[union-attr]


def test_the_same_letter_has_the_same_id(mailbox: Mailbox, by_mail: Post) -> None:
    for key in ("a", "a", "b"):
        send_mail(by_mail, replace(LETTER, key=key))
    ids = [message_from_string(text)["Message-ID"] for text in mailbox.letters]
    assert ids[0] == ids[1] != ids[2]


def test_what_a_mail_server_refuses(mailbox: Mailbox, by_mail: Post) -> None:
    mailbox.refuses = {"ani@example.go.id": "550 nobody here", "budi@example.go.id": "451 later"}
    with pytest.raises(NotSent, match="550 nobody here") as never:
        send_mail(by_mail, LETTER)
    with pytest.raises(NotSent) as later:
        send_mail(by_mail, replace(LETTER, to="budi@example.go.id"))
    assert (never.value.final, later.value.final) == (True, False)
    mailbox.greeting = "554 go away"
    with pytest.raises(NotSent) as shut:
        send_mail(by_mail, LETTER)
    assert not shut.value.final  # the server's fault, not the letter's


def test_no_server_there() -> None:
    post = Post(MailServer("127.0.0.1", 1), "a@example.go.id", "http://127.0.0.1:1/")
    for send in (send_mail, send_webhook):
        with pytest.raises(NotSent) as gone:
            send(post, LETTER)
        assert not gone.value.final


def test_a_mail_server_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        post = Post(MailServer("127.0.0.1", silent.getsockname()[1]), "a@example.go.id")
        with pytest.raises(NotSent) as hung:
            send_mail(post, LETTER)
    assert not hung.value.final


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_nothing_goes_in_the_clear_where_tls_is_asked(mailbox: Mailbox, tls: str) -> None:
    """The server knows no TLS: the letter stays here, and so do user and password."""
    server = MailServer("127.0.0.1", mailbox.port, "ani", "rahasia", tls)
    with pytest.raises(NotSent) as refused:
        send_mail(Post(server, "a@example.go.id"), LETTER)
    assert not refused.value.final
    assert (mailbox.letters, mailbox.to) == ([], [])


def test_a_letter_by_the_gateway(gateway: Gateway, by_webhook: Post) -> None:
    send_webhook(by_webhook, replace(LETTER, to="628123"))
    path, headers, body = gateway.got[0]
    assert path == "/kirim?k=1"
    assert gateway.texts == [{"phone": "628123", "text": LETTER.text, "key": "digest:1"}]
    signed = hmac.new(b"rahasia", body, hashlib.sha256).hexdigest()
    assert headers["Mufakat-Signature"] == f"sha256={signed}"


ANSWERS: Any = [(404, True), (422, True), (500, False), (503, False), (429, False), (401, False)]


def test_what_a_gateway_refuses(
    gateway: Gateway, by_webhook: Post, subtests: pytest.Subtests
) -> None:
    for status, final in ANSWERS:
        with subtests.test(status=status):
            gateway.status = status
            with pytest.raises(NotSent) as refused:
                send_webhook(by_webhook, LETTER)
            assert refused.value.final is final


def test_no_gateway_sends_us_elsewhere(gateway: Gateway, by_webhook: Post) -> None:
    gateway.status, gateway.location = 307, f"http://127.0.0.1:{gateway.port}/elsewhere"
    with pytest.raises(NotSent, match="307"):
        send_webhook(by_webhook, LETTER)
    assert [path for path, _headers, _body in gateway.got] == ["/kirim?k=1"]
