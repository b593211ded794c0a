"""From what each body was found to be, to the figures of every region: pure, but for the months and paths that it is
given (ADR 17). `places` where a body lay, `formulas` what it counts with, `spans` from when until when, `steps` what
that changes in which region and month; `expression` the same sums over facts in files, on any engine."""
