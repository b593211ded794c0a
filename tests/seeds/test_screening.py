"""The invented roll-out of the demonstration carries an answer, and the answer is what its figures were drawn with."""

import pytest

from mufakat.learning import effect, jobs
from mufakat.learning.models import Study, StudyState
from tests.kept import Kept


@pytest.mark.skipif(not effect.is_installed(), reason="needs the extra effect")
@pytest.mark.django_db
def test_its_question_can_be_answered(kept_demonstration: Kept[int]) -> None:
    kept_demonstration.put_back()
    study = Study.objects.select_related("instrument", "programme").get(
        programme__code="skrining-ptm"
    )
    assert study.state == StudyState.WAITING  # for the job
    state, told, _digest = jobs.answer_of(study)
    assert (state, told["sites"], told["entered"], told["ahead"]) == ("done", 22, 15, "quiet")
    low, high = told["low"], told["high"]
    assert isinstance(low, int) and isinstance(high, int)
    # Drawn: 10 of 200 more in the month of entry, 16 of 200 from the third month after it on; in ten-thousandths.
    assert 500 < low < high < 800
    assert "contoh rekaan" in study.programme.title and "contoh rekaan" in study.instrument.title
