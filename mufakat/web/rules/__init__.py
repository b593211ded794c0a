"""What pages over several rooms hold to be right: how words are found, and which Puskesmas comes first."""

from mufakat.core.words import WORD as WORD, fold as fold, stem as stem

from .asking import (
    Abbreviations as Abbreviations,
    All as All,
    Any as Any,
    Asked as Asked,
    Completions as Completions,
    Expression as Expression,
    Phrase as Phrase,
    all_of as all_of,
    any_of as any_of,
    for_postgresql as for_postgresql,
    for_sqlite as for_sqlite,
    phrase_of as phrase_of,
    understood as understood,
)
from .heat import (
    HEAT as HEAT,
    SERIES as SERIES,
    heat_of as heat_of,
    series_of as series_of,
)
from .marking import (
    marked as marked,
    seen_in as seen_in,
)
from .puskesmas import (
    Standing as Standing,
    missed as missed,
    worst_first as worst_first,
)
from .words import (
    plain_words as plain_words,
    words_of as words_of,
)
