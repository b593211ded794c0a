"""The only ways to write about programmes, by subject."""

from .bodies import (
    change_replication as change_replication,
    end_lokus as end_lokus,
    end_unit as end_unit,
    record_lokus as record_lokus,
    record_replication as record_replication,
    record_unit as record_unit,
)
from .catalogue import (
    change_programme as change_programme,
    end_programme as end_programme,
    record_programme as record_programme,
)
from .contests import (
    change_contest as change_contest,
    fill_points as fill_points,
    record_contest as record_contest,
    record_contestants as record_contestants,
    record_points as record_points,
    withdraw_contestant as withdraw_contestant,
)
from .reference import load_programmes as load_programmes
from .visits import (
    change_visit as change_visit,
    record_visit as record_visit,
)
from .waves import (
    change_cohort as change_cohort,
    join_district as join_district,
    join_districts as join_districts,
    record_cohort as record_cohort,
    record_readiness as record_readiness,
    record_standing as record_standing,
    withdraw_standing as withdraw_standing,
)
