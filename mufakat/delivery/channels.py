"""The ways out of the house: any mail server, and an office's own gateway to WhatsApp. No rows here."""

import hashlib
import hmac
import json
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as AS_MAIL
from email.utils import formatdate, parseaddr
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

TIMEOUT = 10  # seconds to connect, and for each answer
MOST_READ = 64 * 1024  # bytes of a gateway's answer


@dataclass(frozen=True)
class MailServer:
    """`tls`: "" none, "starttls" after the greeting, "tls" from the first byte."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: str = ""


@dataclass(frozen=True)
class Post:
    """Which ways this office has (`settings.POST`); without any, people pass messages on by hand.

    `address` is how the office is reached from outside ("https://mufakat.example.go.id"): links in messages begin so.
    """

    mail: MailServer | None = None
    sender: str = ""
    webhook: str = ""
    secret: str = field(default="", repr=False)
    address: str = ""


@dataclass(frozen=True)
class Letter:
    """What is sent: plain text to an address of mail or to a telephone number (digits with the country's). `stop`:
    the address at which its reader ends such messages."""

    key: str
    to: str
    subject: str
    text: str
    stop: str = ""


class NotSent(Exception):
    """It did not go out. `final`: trying again will not help, the address is at fault."""

    def __init__(self, why: str, *, final: bool = False) -> None:
        super().__init__(why)
        self.final = final


def send_mail(post: Post, letter: Letter) -> None:
    """By SMTP. Raises `NotSent`."""
    if post.mail is None:
        raise NotSent("no mail server")
    try:
        with _connected(post.mail) as server:
            server.send_message(_as_mail(post, letter))
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        raise NotSent(_said(code, said), final=code >= 500) from None
    except smtplib.SMTPDataError as refused:
        raise NotSent(_said(refused.smtp_code, refused.smtp_error), final=True) from None
    except smtplib.SMTPResponseException as refused:
        raise NotSent(_said(refused.smtp_code, refused.smtp_error)) from None
    except UnicodeError as error:
        raise NotSent(str(error), final=True) from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(f"{type(error).__name__}: {error}") from None


def _connected(mail: MailServer) -> smtplib.SMTP:
    secure = ssl.create_default_context()
    if mail.tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            mail.host, mail.port, timeout=TIMEOUT, context=secure
        )
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=TIMEOUT)
    try:
        if mail.tls == "starttls":
            server.starttls(context=secure)
        if mail.user:
            server.login(mail.user, mail.password)
    except BaseException:
        server.close()
        raise
    return server


def _as_mail(post: Post, letter: Letter) -> EmailMessage:
    """The same letter has the same Message-ID, so that a mailbox that got it twice shows it once."""
    mail = EmailMessage(policy=AS_MAIL)
    mail["From"] = post.sender
    mail["To"] = letter.to
    mail["Subject"] = " ".join(letter.subject.split())
    mail["Date"] = formatdate()
    domain = parseaddr(post.sender)[1].rpartition("@")[2] or "mufakat"
    mail["Message-ID"] = f"<{hashlib.sha256(letter.key.encode()).hexdigest()[:32]}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    if letter.stop:
        mail["List-Unsubscribe"] = f"<{letter.stop}>"
    mail.set_content(letter.text, cte="quoted-printable")
    return mail


def _said(code: int, words: bytes | str) -> str:
    told = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {told}"


def send_webhook(post: Post, letter: Letter) -> None:
    """A JSON document {phone, text, key} to the office's own gateway, signed (HMAC-SHA256 over the body, in hex). The
    address is the one of the settings and no other: a redirect is not followed. Raises `NotSent`."""
    body = json.dumps(
        {"phone": letter.to, "text": letter.text, "key": letter.key}, ensure_ascii=False
    ).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Mufakat"}
    if post.secret:
        signed = hmac.new(post.secret.encode(), body, hashlib.sha256).hexdigest()
        headers["Mufakat-Signature"] = f"sha256={signed}"
    status, where = _posted(post.webhook, body, headers)
    if 200 <= status < 300:
        return
    told = f"HTTP {status}" + (f" → {where}" if where else "")
    raise NotSent(told, final=status in (400, 404, 410, 413, 422))


def _posted(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    """Status, and where a redirect would lead."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    kind: Any = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    gateway = kind(parts.hostname, parts.port, timeout=TIMEOUT)
    try:
        gateway.request("POST", target, body, headers)
        answer = gateway.getresponse()
        answer.read(MOST_READ)
        return answer.status, (answer.headers.get("Location") or "")[:200]
    except (HTTPException, OSError) as error:
        raise NotSent(f"{type(error).__name__}: {error}") from None
    finally:
        gateway.close()
