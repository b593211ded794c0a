import re,os
from django.test import Client, TestCase
from mufakat.site.demo import replay
from mufakat.directory.models import User, Forum, Organisation, Person, Assignment
from mufakat.meetings.models import Meeting
from mufakat.commitments.models import Commitment
from tests.regions import load_some
from django.utils import translation
class TestR(TestCase):
    def test_r(self):
        load_some("32.73.04"); replay.replay()
        out=[]
        by={}
        for a in Assignment.objects.all(): by.setdefault(a.role,a.user)
        self.addCleanup(lambda: __import__('pathlib').Path('/tmp/idn/pages.txt').write_text(''.join(out)))
        def show(role,url):
            c=Client(HTTP_ACCEPT_LANGUAGE='id',raise_request_exception=False)
            if role: c.force_login(by[role])
            r=c.get(url,follow=True)
            s=r.content.decode()
            s=re.sub(r'<(script|style|svg).*?</\1>','',s,flags=re.S)
            s=re.sub(r'<[^>]+>','|',s); s=re.sub(r'[|\s]*\|[|\s]*',' | ',s)
            out.append(f'\n\n===== {role} {url} {r.status_code}\n{s[:7000]}')
        f=Forum.objects.filter(meetings__isnull=False).first()
        ms=list(Meeting.objects.filter(forum=f).order_by('starts_at'))
        m=[x for x in ms if x.state=='open'] or ms
        show(None,'/')
        for r in []: show(r,'/')
        for u in [x.get_absolute_url()+t for x in Meeting.objects.filter(forum=f,state='ratified').order_by('-starts_at')[:1] for t in ('','riwayat/')]+['/wilayah/32.73/','/wilayah/?cari=kopo','/peran/lihat-sebagai/']: show('auditor',u)
        for u in ['kehadiran/catat/','komitmen/catat/','acara/catat/','ubah/','sahkan/']: show('kepala_puskesmas',m[0].get_absolute_url()+u)
        self.addCleanup(lambda: __import__('pathlib').Path('/tmp/idn/pages.txt').write_text(''.join(out)))
        show('chair',m[0].get_absolute_url()+'sahkan/')
        o=Organisation.objects.filter(parent__isnull=False).first() or Organisation.objects.first()
        p=Person.objects.first()
        show('administrator','/peran/')
        for u in ['/peran/lihat/',o.get_absolute_url(),p.get_absolute_url(),o.get_absolute_url()+'ubah/','/akun/password/change/','/akun/2fa/']: show('administrator',u)
