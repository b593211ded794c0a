"""Files that are sent: measured while they arrive, so that one that is too big never fills a disk."""

from hashlib import sha256
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

MOST_EACH = 20 * 1024 * 1024  # bytes of one file: a photo of any telephone
MOST_TOGETHER = 60 * 1024 * 1024  # bytes of one form
MOST_WEIGHED = 200 * 1024 * 1024  # bytes of a file of which only the digest is taken


class TooBig(UploadedFile):  # type: ignore[type-arg]
    """Stands for a file of which nothing was kept, so that the form comes back with what was typed."""

    def __init__(self, name: str | None, size: int) -> None:
        super().__init__(ContentFile(b""), name or "", "", size)


class Measured(TemporaryFileUploadHandler):
    """What is too big for memory waits in a temporary file; what goes beyond the measure is read and dropped."""

    def handle_raw_input(self, input_data: Any, meta: Any, content_length: int, *more: Any) -> None:
        if content_length > MOST_TOGETHER:
            raise RequestDataTooBig("The files of this form are too big together.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= MOST_EACH:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        if file_size <= MOST_EACH:
            return super().file_complete(file_size)
        self.file.close()
        return TooBig(self.file_name, file_size)


class Weighed(UploadedFile):  # type: ignore[type-arg]
    """Stands for a file of which only the digest was taken."""

    def __init__(self, name: str | None, size: int, digest: str) -> None:
        super().__init__(ContentFile(b""), name or "", "", size)
        self.sha256 = digest


class DigestOnly(FileUploadHandler):
    """Takes the SHA-256 of what is sent and keeps nothing of it, neither in memory nor on a disk."""

    def handle_raw_input(self, input_data: Any, meta: Any, content_length: int, *more: Any) -> None:
        if content_length > MOST_WEIGHED:
            raise RequestDataTooBig("The file is too big to be checked here.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.digest = sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.digest.update(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        return Weighed(self.file_name, file_size, self.digest.hexdigest())
