"""What was learnt in the small district: a draft held in the open session, and one that stands in the library."""

from datetime import date

from mufakat.indicators.models import Instrument
from mufakat.learning import actions
from mufakat.programmes.models import Cohort, CohortDistrict, Programme, Standing

from .world import TODAY, World, wib


def learn(world: World) -> None:
    """Into `world.work`: review, draft, factor, priority, listed and learner (who should learn), wave, district, role,
    study."""
    here, told = world.city, world.work
    nation = world.regions["ID"]
    programme = Programme.objects.create(
        code="belajar", family="lain", title="Belajar", region=nation, region_path=""
    )
    instrument = Instrument.objects.create(code="belajar", title="Belajar", level="puskesmas")
    wave = Cohort.objects.create(
        programme=programme, title="2026", year=2026, quota=2, starts_on=date(2026, 1, 1)
    )
    told["wave"] = wave
    told["district"] = CohortDistrict.objects.create(
        cohort=wave, region=here, region_path=here.path, joined_on=date(2026, 1, 1)
    )
    Standing.objects.create(district=told["district"], state="planned", on=date(2026, 1, 1))
    with world.doing("dinkes_kabkota", wib(6, 26)) as act:
        for name in ("draft", "review"):
            told[name] = actions.record_review(
                act, question="Apa yang membantu?", on=TODAY, region=here, meeting=world.opened
            )
            factor = actions.record_factor(act, told[name], helped=True, text="Dana desa")
            told["factor"] = factor if name == "draft" else told["factor"]
            learner = actions.record_learner(act, told[name], organisation=world.kua)
            told["listed" if name == "draft" else "learner"] = learner
    with world.doing("dinkes_kabkota", wib(6, 26)) as act:
        told["priority"] = actions.bind_priority(act, told["draft"], commitment=world.promise_new)
        actions.close_review(
            act,
            told["review"],
            decision="keep",
            decided="Diteruskan",
            reason="Terbukti",
            look_on=date(2026, 9, 30),
        )
        told["role"] = actions.record_districtrole(
            act,
            programme=programme,
            region=here,
            kind="dinkes",
            commitment=world.promise_kept,
        )
        told["study"] = actions.record_study(
            act,
            programme=programme,
            instrument=instrument,
            region=here,
            measure="@passed",
            through_month="2026-06",
            start="lokus",
        )
