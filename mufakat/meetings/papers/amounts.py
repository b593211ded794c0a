"""Amounts in words, as receipts and recaps write them: 1500000 → "satu juta lima ratus ribu rupiah"."""

ONES = (
    *("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
    *("sepuluh", "sebelas"),
)
GREAT = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))


def in_words(number: int) -> str:
    """A whole number below 10^15, as it is read."""
    if number < 12:
        return ONES[number]
    if number < 20:
        return f"{ONES[number - 10]} belas"
    if number < 100:
        return _joined(f"{ONES[number // 10]} puluh", number % 10)
    if number < 200:
        return _joined("seratus", number - 100)
    if number < 1000:
        return _joined(f"{ONES[number // 100]} ratus", number % 100)
    if number < 2000:
        return _joined("seribu", number - 1000)
    size, name = next(each for each in GREAT if number >= each[0])
    return _joined(f"{in_words(number // size)} {name}", number % size)


def _joined(first: str, rest: int) -> str:
    return f"{first} {in_words(rest)}" if rest else first


def rupiah_in_words(amount: int) -> str:
    return f"{in_words(amount)} rupiah"
