import pytest, os
from pathlib import Path
from playwright.sync_api import Page
from mufakat.meetings import actions as m
from mufakat.meetings.models import Meeting
from tests.room import work_in_room, DRAWN
from tests import world as worlds
from tests.world import wib
from tests.browser import sign_in
import time_machine
pytestmark=pytest.mark.browser
OUT=Path("/tmp/ruang/pics"); OUT.mkdir(parents=True,exist_ok=True)
def fill(w):
    mt=w.opened
    work_in_room(w); k=w.work
    with w.doing("notulis", wib(6,26,8,59)) as a:
        pr=k["problem"]
        from mufakat.meetings.models import Cause
        c=k["cause"]
        c2=m.record_cause(a,pr,text="Tidak ada insentif kader tahun ini dari desa",under=c)
        c3=m.record_cause(a,pr,text="Dana desa belum mengalokasikan Posyandu",under=c2)
        m.record_cause(a,pr,text="Jumlah kader terlatih kurang",category="manusia")
        m.record_cause(a,pr,text="Dana transport habis di semester I",category="dana")
        m.record_cause(a,pr,text="Jadwal bentrok dengan jam kerja ibu",category="metode")
        m.record_cause(a,pr,text="Dacin dan alat ukur rusak di 4 Posyandu",category="sarana")
        m.record_cause(a,pr,text="Rumah jauh dan jalan banjir saat hujan",category="lingkungan")
        m.record_cause(a,pr,text="Keluarga pindah kontrakan",category="lingkungan")
        third=m.record_problem(a,mt,text="Temuan kasus TBC rendah: baru 41 dari 98 terduga yang diperiksa",indicator="SPM-11",numerator=41,denominator=98,region=w.village,group=k["group"])
        r=m.record_round(a,mt,method="usg-jumlah",problems=[pr,k["other"],third],raters=list(mt.participants.filter(present=True))[:3])
        k["r2"]=r; k["third"]=third
        rs=list(r.raters.all())
        m.record_rater(a,r,name=rs[0].name,detail="Kader RW 03")
        for i,x in enumerate(rs[:3]):
            m.record_scores(a,x,scores={(str(q.pk),c):min(5,2+((i+j*2+n)%4)) for j,q in enumerate([pr,k["other"],third]) for n,c in enumerate("USG")})
        m.record_note(a,mt,agenda_item=w.item,group=k["group"],text="Kelompok mengusulkan jadwal sore.")
        m.report_group(a,k["group"],report="Posyandu dibuka sore hari mulai Juli.\nKader mendapat pelatihan ulang.")
        m.record_commitment(a,mt,problem=pr,owner_organisation=w.kua,what="Menyampaikan jadwal Posyandu sore dalam khutbah",due_on=__import__("datetime").date(2026,9,30))
        m.judge_proposal(a,k["proposal"],state="carried")
        m.record_proposal(a,mt,text="Perbaikan atap Posyandu Melati",region=w.village,volume="1 unit",amount_idr=25000000)
        items=list(mt.agenda.all())
        m.begin_agenda(a,mt,items[0])
    for n,it in enumerate(items[:4]):
        with w.doing("notulis", wib(6,26,9+(12+n*16)//60,(12+n*16)%60)) as a:
            m.end_agenda(a,mt,it)
@pytest.mark.django_db(transaction=True)
def test_look(contexts, live_server):
    with time_machine.travel("2026-06-26T03:25:00Z", tick=True):
        w=worlds.build(); fill(w); mt=w.opened; k=w.work; u=mt.get_absolute_url()
        pages={"session":u,"screen":u+"layar/","groups":u+"kelompok/","group":u+f"kelompok/{k['group'].pk}/","problems":u+"masalah/","problem":u+f"masalah/{k['problem'].pk}/","round":u+f"prioritas/{k['r2'].pk}/","scores":u+f"prioritas/{k['r2'].pk}/penilai/{k['r2'].raters.first().pk}/nilai/","roundform":u+"prioritas/catat/","ratings":u+f"prioritas/{k['round'].pk}/tautan/","proposals":u+"usulan/","sheet":u+"komitmen-bersama/","sign":u+"komitmen-bersama/tanda-tangan/","groupform":u+"kelompok/catat/","problemform":u+"masalah/catat/","promise":u+f"komitmen/catat/?masalah={k['problem'].pk}"}
        with w.doing("notulis") as a: m.record_rating_links(a,k["round"])
        only=os.environ.get("ONLY","").split()
        from tests.test_pages_browser import LOOK
        wrong=[]
        for width in (1280,360):
            page=contexts(width=width, height=720 if width==1280 else 740, **({} if width==1280 else {"has_touch":True,"is_mobile":True}))
            sign_in(page,w.users["notulis"],live_server.url)
            for name,a in pages.items():
                if only and name not in only: continue
                page.goto(a); page.screenshot(path=str(OUT/f"{name}-{width}.png"),full_page=name!="screen",caret="initial")
                wrong+= [f"{name} {width}: {t}" for t in page.evaluate(LOOK,width)]
        c=w.client("notulis")
        for f in ("usulan/daftar.pdf","komitmen-bersama/lembar.pdf"):
            (OUT/f.replace("/","-")).write_bytes(c.get(u+f).content)
        with w.doing("notulis") as a:
            m.close_round(a,k["r2"],confirmed=True); m.cancel_round(a,k["round"],reason="x"); m.close_sheet(a,k["sheet"])
            from mufakat.commitments.models import Commitment
            m.give_verdict(a,Meeting.objects.get(pk=mt.pk),commitment=Commitment.objects.get(pk=w.promise_waiting.pk),verdict="kept") 
        with w.doing("chair") as a: m.ratify_meeting(a,Meeting.objects.get(pk=mt.pk))
        (OUT/"notulen.pdf").write_bytes(c.get(u+"notulen.pdf").content)
        page.goto(u); 
        print("\n".join(wrong))
