"""When two spellings are one name: words as they are compared, not as they are printed."""

import unicodedata

# Cyrillic and Greek letters that print like a Latin one (the pairs of Unicode's confusables.txt that are whole letters
# of both alphabets): nobody reads them apart, and a name of this country is written in Latin letters.
_CYRILLIC = ("АВЕКМНОРСТУХІЅЈаеорсухіѕјһԁ", "ABEKMHOPCTYXISJaeopcyxisjhd")
_GREEK = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυ", "ABEZHIKMNOPTYXaikvopu")
_LATIN = str.maketrans(_CYRILLIC[0] + _GREEK[0], _CYRILLIC[1] + _GREEK[1])


def bare(text: str) -> str:
    """What two spellings that look alike have in common: one form of each sign, small letters, single spaces, Latin
    letters for those that look the same, and no signs that nobody sees (U+200B, which copies of web pages bring along).
    """
    plain = unicodedata.normalize("NFKC", text).translate(_LATIN)
    seen = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return " ".join(seen.casefold().split())
