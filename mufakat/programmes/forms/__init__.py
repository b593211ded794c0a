"""What is typed about programmes, by subject."""

from .bodies import (
    ChangeReplicationForm as ChangeReplicationForm,
    LokusAsked as LokusAsked,
    LokusForm as LokusForm,
    ReplicationForm as ReplicationForm,
    UnitForm as UnitForm,
)
from .catalogue import (
    Asked as Asked,
    CatalogueAsked as CatalogueAsked,
    ChangeProgrammeForm as ChangeProgrammeForm,
    ProgrammeForm as ProgrammeForm,
    initial_of as initial_of,
)
from .contests import (
    ContestantsForm as ContestantsForm,
    ContestForm as ContestForm,
    GridForm as GridForm,
    PointsForm as PointsForm,
)
from .joining import (
    JoinManyForm as JoinManyForm,
)
from .visits import (
    ChangeVisitForm as ChangeVisitForm,
    VisitForm as VisitForm,
)
from .waves import (
    CohortForm as CohortForm,
    JoinForm as JoinForm,
    ReadinessForm as ReadinessForm,
    StandingForm as StandingForm,
)
