"""A photo as people send it."""

from io import BytesIO
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mufakat.commitments.proofs import Proof, proof_of


def photo(name: str = "foto.jpg", colour: str = "red") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def proof(name: str = "foto.jpg") -> Proof:
    return proof_of(photo(name), place=False, zone=ZoneInfo("Asia/Jakarta"))
