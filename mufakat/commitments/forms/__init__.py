"""What is typed about promises."""

from .filters import (
    CommitmentFilter as CommitmentFilter,
    Filter as Filter,
    VerdictFilter as VerdictFilter,
)
from .money import (
    WHOLE_RUPIAH as WHOLE_RUPIAH,
    RupiahField as RupiahField,
)
from .reports import (
    CheckForm as CheckForm,
    DateForm as DateForm,
    HandForm as HandForm,
    UpdateForm as UpdateForm,
)
