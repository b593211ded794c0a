"""Which ways out of the house the environment names."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from mufakat.delivery.channels import MailServer, Post
from mufakat.site.post import mail_server, post_of


def test_settings_of_the_post() -> None:
    mail = mail_server("smtp://ani%40kab:ra%2Fhasia@mail.example.go.id:2525?tls=1")
    assert mail == MailServer("mail.example.go.id", 2525, "ani@kab", "ra/hasia", "starttls")
    assert mail_server("smtps://mail.example.go.id") == MailServer(
        "mail.example.go.id", 465, tls="tls"
    )
    assert "hasia" not in repr(mail)
    assert post_of({}, []) == Post()
    here = post_of({"MUFAKAT_WEBHOOK": "https://wa.example.go.id/kirim"}, ["https://m.go.id"])
    assert (here.webhook, here.address) == ("https://wa.example.go.id/kirim", "https://m.go.id")


@pytest.mark.parametrize(
    "said",
    [
        {"MUFAKAT_SMTP": "mail.example.go.id"},
        {"MUFAKAT_SMTP": "smtp://mail.example.go.id"},  # and no sender
        {"MUFAKAT_SMTP": "smtp://mail:many", "MUFAKAT_FROM": "a@b.id"},
        {"MUFAKAT_WEBHOOK": "ftp://example.go.id"},
        {"MUFAKAT_WEBHOOK": "https://"},
    ],
)
def test_settings_that_cannot_be_meant(said: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured):
        post_of(said, [])
