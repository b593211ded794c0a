"""Photos that show an answer: at once, or announced first and complete when the device sends them."""

from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from mufakat.commitments.proofs import Proof
from mufakat.indicators.models import Assessment, AssessmentPhoto
from mufakat.indicators.queries.assessments import call_holding, sheet_of
from mufakat.indicators.rules import photos as rules, workflow
from mufakat.journal.actions import OpenAct

from .assessments import is_open, locked


def record_photo(
    act: OpenAct,
    assessment: Assessment,
    *,
    question: str,
    proof: Proof | None = None,
    sha256: str = "",
    size: int = 0,
    caption: str = "",
) -> AssessmentPhoto:
    """A photo of the answer to a question ("code:part"). Without `proof` it is announced by the `sha256` and `size` of
    the bytes that the device will send, and waits for them."""
    stands = locked(assessment)
    workflow.can_fill(stands.state)
    is_open(call_holding(stands), stands.state)
    asked = {each.key: each for each in sheet_of(stands).asked}
    rules.question_is_asked(question in asked)
    rules.is_photo(proof is None or proof.seen is not None)
    sha256 = proof.sha256 if proof else sha256
    rules.is_announced(sha256, len(proof.content) if proof else size)
    kept = AssessmentPhoto.objects.filter(assessment=assessment, withdrawn_at=None)
    rules.has_room(kept.count())
    rules.is_new(kept.filter(code=asked[question].indicator.code, sha256=sha256).exists())
    photo = AssessmentPhoto(
        id=act.new_key(),
        assessment=assessment,
        code=asked[question].indicator.code,
        part=asked[question].part.id,
        caption=caption.strip(),
        size=len(proof.content) if proof else size,
        sha256=sha256,
        at=act.at,
        by_id=act.by_id,
        by_name=act.by_name,
    )
    if proof:
        _put(photo, proof)
    photo.save(force_insert=True)
    told = {"title": asked[question].indicator.title, "sha256": sha256, "size": photo.size}
    form = "" if proof else "waiting"
    act.note("photo.recorded", photo, about=[assessment], form=form, **told)
    return photo


def complete_photo(
    act: OpenAct, photo: AssessmentPhoto, *, proof: Proof, sent_sha256: str
) -> AssessmentPhoto:
    """The bytes of an announced photo arrived. From now on the digest is that of the picture as it is kept."""
    fresh = AssessmentPhoto.objects.select_for_update(of=("self",)).get(pk=photo.pk)
    workflow.photo_stands(fresh.withdrawn_at is not None)
    rules.waits(not fresh.file)
    rules.is_the_one(fresh.sha256 == sent_sha256)
    rules.is_photo(proof.seen is not None)
    _put(fresh, proof)
    fresh.sha256, fresh.size = proof.sha256, len(proof.content)
    fresh.version += 1
    fresh.save()
    told = {"sha256": fresh.sha256, "sent": sent_sha256, "title": title_of(fresh)}
    act.note("photo.completed", fresh, about=[fresh.assessment], **told)
    return fresh


def withdraw_photo(act: OpenAct, photo: AssessmentPhoto, *, reason: str) -> None:
    """The bytes go, with all that they may tell of people (UU 27/2022); that it was there, and why it is there no more,
    stays. The evidence of what was sent or accepted stays too."""
    rules.can_withdraw(locked(photo.assessment).state)
    fresh = AssessmentPhoto.objects.select_for_update(of=("self",)).get(pk=photo.pk)
    workflow.photo_stands(fresh.withdrawn_at is not None)
    workflow.says_why(reason)
    files = [(each.storage, str(each.name)) for each in (fresh.file, fresh.thumb) if each]
    act.change(
        photo,
        "photo.withdrawn",
        base=None,
        about=[photo.assessment],
        told={"title": title_of(fresh), "reason": reason.strip()},
        unsaid=("file", "thumb"),
        file="",
        thumb="",
        withdrawn_at=act.at,
        withdrawn_by=act.by_name,
        withdrawn_reason=reason.strip(),
    )
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name))


def title_of(photo: AssessmentPhoto) -> str:
    """What the question is that the photo shows."""
    indicator = sheet_of(photo.assessment).form.by_code.get(photo.code)
    return indicator.title if indicator else photo.code


def _put(photo: AssessmentPhoto, proof: Proof) -> None:
    """The bytes are written before the row: an act that fails after this leaves a file that nothing names."""
    photo.file.save("", proof, save=False)
    if proof.seen:
        photo.thumb.save("", ContentFile(proof.seen.thumb), save=False)
