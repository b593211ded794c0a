"""Files that are sent: measured while they arrive, so that one that is too big never fills a disk."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

MOST_EACH = 20 * 1024 * 1024  # bytes of one file: a photo of any telephone
MOST_TOGETHER = 60 * 1024 * 1024  # bytes of one form


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
