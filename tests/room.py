"""What is worked out in the open session of the world: a group, problems with a cause, a round with two raters, a
proposal, and a joint commitment that is signed. Built by actions; put into `world.work` by name."""

from typing import Any

from mufakat.meetings import actions as meetings

from .world import World, wib

DRAWN = "[[10, 20, 200, 120, 400, 60]]"  # a signature as the browser sends it


def work_in_room(world: World) -> dict[str, Any]:
    meeting, made = world.opened, world.work
    present = list(meeting.participants.filter(present=True).order_by("name"))
    with world.doing("notulis", wib(6, 26, 10, 30)) as open_act:
        made["group"] = meetings.record_group(
            open_act,
            meeting,
            name="Kelompok Ibu dan Anak",
            agenda_item=world.item,
            members=present[:2],
            rapporteur=present[0],
        )
        texts = ("Kunjungan balita ke Posyandu turun", "Imunisasi dasar belum merata")
        made["problem"], made["other"] = (
            meetings.record_problem(open_act, meeting, text=text, agenda_item=world.item)
            for text in texts
        )
        made["cause"] = meetings.record_cause(
            open_act, made["problem"], text="Kader berganti", category="manusia"
        )
        made["round"] = meetings.record_round(
            open_act,
            meeting,
            method="usg-jumlah",
            problems=[made["problem"], made["other"]],
            raters=present[:2],
        )
        made["rater"], made["second"] = made["round"].raters.all()
        made["proposal"] = meetings.record_proposal(
            open_act, meeting, text="Alat timbang baru", problem=made["other"], amount_idr=5_000_000
        )
        made["sheet"] = meetings.record_sheet(
            open_act, meeting, text="Kami sepakat:", points="Membuka Posyandu sore"
        )
        made["signature"] = meetings.sign_sheet(
            open_act, made["sheet"], participant=present[0], signature=DRAWN
        )
    return made
