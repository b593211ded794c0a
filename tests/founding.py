"""Who is in the small district of `world.py`: its bodies, its people, its forums, and what each may do."""

from datetime import date
from typing import TYPE_CHECKING

from mufakat.directory import actions as directory
from mufakat.directory.access import Node
from mufakat.directory.models import (
    Facility,
)
from mufakat.journal.actions import OpenAct

if TYPE_CHECKING:
    from .world import World

YEAR = 2026

# name: (full name, kind or sector, region, parent); parents come first
FACILITIES = {
    "dinkes_provinsi": ("Dinas Kesehatan Provinsi Jawa Barat", "dinkes_provinsi", "32", ""),
    "dinkes": ("Dinas Kesehatan Kota Bandung", "dinkes_kabkota", "32.73", "dinkes_provinsi"),
    "neighbour_dinkes": (
        "Dinas Kesehatan Kabupaten Bandung",
        "dinkes_kabkota",
        "32.04",
        "dinkes_provinsi",
    ),
    "citarip": ("UPT Puskesmas Citarip", "puskesmas", "32.73.04", "dinkes"),
    "sukapakir": ("Puskesmas Sukapakir", "puskesmas", "32.73.04", "dinkes"),
    "soreang": ("Puskesmas Soreang", "puskesmas", "32.04.37", "neighbour_dinkes"),
    "pustu": ("Pustu Jamika", "pustu", "32.73.04.1003", "citarip"),
    "posyandu": ("Posyandu Melati", "posyandu", "32.73.04.1003", "pustu"),
}
OTHERS = {
    "office": ("Kecamatan Bojongloa Kaler", "kecamatan", "32.73.04"),
    "kua": ("KUA Bojongloa Kaler", "agama", "32.73.04"),
    "ngo": ("Yayasan Sehat Bersama", "lsm_nasional", "32.73"),
    "crisis_centre": ("Pusat Krisis Kesehatan", "kesehatan", "ID"),
}
# name: (name, title after it, office, body)
PEOPLE = {
    "camat": ("Asep Gunawan", "S.IP", "Camat", "office"),
    "head": ("Rina Marlina", "M.K.M", "Kepala Puskesmas", "citarip"),
    "notulis": ("Dewi Lestari", "S.K.M", "Notulis", "citarip"),
    "second_head": ("Budi Santoso", "", "Kepala Puskesmas", "sukapakir"),
    "neighbour": ("Yayat Hidayat", "", "Kepala Puskesmas", "soreang"),
    "dinkes": ("Siti Aminah", "M.Kes", "Kepala Seksi Pelayanan Primer", "dinkes"),
    "penghulu": ("Ahmad Fauzi", "S.Ag", "Penghulu", "kua"),
    "ngo": ("Maria Tanudjaja", "", "Koordinator Program", "ngo"),
    "ministry": ("Sumarno", "", "Analis", "crisis_centre"),
    "outsider": ("Omar Sastra", "", "", ""),
}


def found_bodies(open_act: OpenAct, world: "World") -> None:
    for key, (name, kind, code, parent) in FACILITIES.items():
        facility: Facility = directory.record_facility(
            open_act,
            name=name,
            kind=kind,
            region=world.regions[code],
            parent=world.bodies.get(parent),
            codes={"kode_puskesmas": "P3273040101"} if key == "citarip" else None,
        )
        world.bodies[key] = facility
    for key, (name, sector, code) in OTHERS.items():
        region = world.regions[code]
        world.bodies[key] = directory.record_organisation(
            open_act, name=name, sector=sector, region=region
        )
    world.citarip, world.kua, world.ngo = (world.bodies[k] for k in ("citarip", "kua", "ngo"))


def appoint_people(open_act: OpenAct, world: "World") -> None:
    for key, (name, after, title, body) in PEOPLE.items():
        person = directory.record_person(
            open_act,
            name=name,
            title_after=after,
            phone={"camat": "0812-5555-0100", "outsider": "0812-5555-0199"}.get(key, ""),
            home=world.citarip if key == "outsider" else None,
        )
        world.people[key] = person
        if body:
            world.offices[key] = directory.record_office(
                open_act,
                person=person,
                organisation=world.bodies[body],
                title=title,
                valid_from=date(YEAR - 2, 1, 1),
            )


def found_forums(open_act: OpenAct, world: "World") -> None:
    kind = "lokmin_lintas_sektor"
    world.forum = directory.record_forum(
        open_act, name="Lokmin lintas sektor Bojongloa Kaler", kind=kind, region=world.kecamatan
    )
    world.neighbour_forum = directory.record_forum(
        open_act,
        name="Lokmin lintas sektor Soreang",
        kind=kind,
        region=world.neighbour_kecamatan,
    )
    seats = {"office": "chair", "citarip": "host", "sukapakir": "host"}
    for key in ("office", "citarip", "sukapakir", "kua", "ngo"):
        world.memberships[key] = directory.record_membership(
            open_act,
            forum=world.forum,
            organisation=world.bodies[key],
            role=seats.get(key, "member"),
        )
    directory.record_membership(
        open_act, forum=world.neighbour_forum, organisation=world.bodies["soreang"], role="host"
    )


def give_roles(open_act: OpenAct, world: "World") -> None:
    # For each user the role, where it holds, and the person.
    roles: dict[str, tuple[str, Node | None, str]] = {
        "notulis": ("notulis", world.citarip, "notulis"),
        "kepala_puskesmas": ("kepala_puskesmas", world.citarip, "head"),
        "chair": ("chair", world.forum, "camat"),
        "sector_member": ("sector_member", world.kua, "penghulu"),
        "dinkes_kabkota": ("dinkes_kabkota", world.city, "dinkes"),
        "dinkes_provinsi": ("dinkes_provinsi", world.province, ""),
        "ministry": ("ministry", world.regions["ID"], "ministry"),
        "partner": ("partner", world.ngo, "ngo"),
        "mentor": ("mentor", world.city, ""),
        "administrator": ("administrator", world.city, ""),
        "auditor": ("auditor", world.city, ""),
        "neighbour": ("kepala_puskesmas", world.bodies["soreang"], "neighbour"),
        "outsider": ("", None, "outsider"),
    }
    for name, (role, node, person) in roles.items():
        user = directory.record_user(open_act, username=name, person=world.people.get(person))
        world.users[name] = user
        if node is not None:
            world.assignments[name] = directory.record_assignment(
                open_act, user=user, role=role, node=node
            )
