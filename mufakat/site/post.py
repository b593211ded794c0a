"""Which ways out of the house the environment names (docs/operate.md)."""

from collections.abc import Mapping
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from mufakat.delivery.channels import MailServer, Post

PORTS = {"smtp": 587, "smtps": 465}


def post_of(environment: Mapping[str, str], origins: list[str]) -> Post:
    """The post office of this machine. Raises `ImproperlyConfigured` for what cannot be meant."""
    webhook, sender = (environment.get(f"MUFAKAT_{name}", "") for name in ("WEBHOOK", "FROM"))
    if webhook and (urlsplit(webhook).scheme not in ("http", "https") or not _host(webhook)):
        raise ImproperlyConfigured("MUFAKAT_WEBHOOK is an address: https://host/path.")
    mail = mail_server(environment.get("MUFAKAT_SMTP", ""))
    if mail and "@" not in sender:
        raise ImproperlyConfigured("MUFAKAT_SMTP needs MUFAKAT_FROM: Mufakat <mufakat@host>.")
    secret = environment.get("MUFAKAT_WEBHOOK_SECRET", "")
    address = origins[0] if origins else ""
    return Post(mail, sender, webhook, secret, address)


def mail_server(url: str) -> MailServer | None:
    """`smtp://user:password@host:587?tls=1` (STARTTLS), or `smtps://…` (TLS from the first byte); signs in user and
    password are written %40. Nothing for an empty text."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not _host(url):
        raise ImproperlyConfigured("MUFAKAT_SMTP is smtp://user:password@host:587?tls=1.")
    wanted = parse_qs(parts.query).get("tls", ["0"])[0]
    starttls = "starttls" if wanted == "1" else ""
    return MailServer(
        parts.hostname or "",
        parts.port or PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        "tls" if parts.scheme == "smtps" else starttls,
    )


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        _ = parts.port
        return parts.hostname or ""
    except ValueError:
        return ""
