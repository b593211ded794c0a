"""A file that was sent for a session, read from its bytes as proofs of promises are: photos drawn anew, papers in which
nothing acts by itself. No database; done before an act is opened, since reading takes long."""

from datetime import tzinfo
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

from mufakat.commitments.proofs import Proof, Seen, proof_of, refused
from mufakat.core.uploads import MOST_EACH, TooBig


class Document(ContentFile):  # type: ignore[type-arg]
    """A file that may be kept: its bytes as kept, and digest and size of those that were sent."""

    def __init__(self, proof: Proof, sent: bytes) -> None:
        super().__init__(proof.content, proof.name)
        self.proof = proof
        self.sent_sha256 = sha256(sent).hexdigest()
        self.sent_size = len(sent)

    @property
    def seen(self) -> Seen | None:
        return self.proof.seen

    @property
    def is_photo(self) -> bool:
        return self.seen is not None

    @property
    def pages(self) -> int:
        """Of a paper; a photo is one page."""
        if self.is_photo:
            return 1
        from pypdf import PdfReader

        return len(PdfReader(BytesIO(self.proof.content)).pages)


def document_of(sent: "File[Any]", *, zone: tzinfo) -> Document:
    """What is kept of a file that was sent; where a photo was taken is typed, never read. Raises `RuleBroken`."""
    if isinstance(sent, TooBig) or sent.size > MOST_EACH:
        told = _("This file has more than 20 MB. Send a smaller one.")
        raise refused("too_big", sent.name or "", told)
    data = sent.read()
    proof = proof_of(ContentFile(data, sent.name), place=False, zone=zone)
    return Document(proof, data)
