"""Sort words as their language does, as far as a page of a few dozen needs it, and say under which letter they stand.

CLDR's collation is not in Babel, and a whole collator (ICU) is a heavy thing for one list. So: capital letters and
accents do not count; letters that a language treats as letters of their own stand where its alphabet has them
(alphabets as in CLDR's collation charts); what is in another script comes after what is in the language's own. Chinese
has no short rule: its words keep the order they came in and stand under no letter.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from babel import Locale

# Where the order of letters is not that of their numbers in Unicode, accents left out.
_ALPHABETS = {
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "ht": "abcdeèfghijklmnoòpqrstuvwxyz",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "ur": "آابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیے",
}
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i"})
_NO_ORDER = frozenset({"zh", "ja"})
_FIRST_CONSONANTS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"  # the doubled ones under the single

Key = tuple[tuple[int, int], ...]


def has_order(language: str) -> bool:
    """Return whether words of a language (BCP 47) can be sorted here."""
    return _primary(language) not in _NO_ORDER


def sort_key(words: str, language: str) -> Key:
    """Return what words of *language* are to be sorted by; () for all if it has no order here."""
    return (
        tuple(_rank(letter, language) for letter in _letters(words, language)) if has_order(language) else ()
    )


def letter_of(words: str, language: str) -> str:
    """Return the letter under which words stand, a capital where there are any; "123" for a number, "" for none."""
    first = next((letter for letter in _letters(words, language) if letter != " "), "")
    if not first or not has_order(language):
        return ""
    if first.isdigit():
        return "123"  # not "0–9", which right-to-left text turns round
    if 0x1100 <= ord(first) <= 0x1112:
        return _FIRST_CONSONANTS[ord(first) - 0x1100]
    return first.upper()


def _letters(words: str, language: str) -> list[str]:
    """Return the letters and numbers of *words* that count, and a space between two words."""
    alphabet = _ALPHABETS.get(_primary(language), "")
    found: list[str] = []
    for letter in unicodedata.normalize("NFC", words).casefold():
        if letter in alphabet:
            found.append(letter)
        elif letter.isspace():
            found.append(" ")
        else:
            plain = unicodedata.normalize("NFKD", letter).translate(_PLAIN)
            found += [sign for sign in plain if sign.isalnum() or sign in alphabet]
    while found[:1] == [" "]:  # French quotation marks have a space inside
        del found[0]
    return found


def _rank(letter: str, language: str) -> tuple[int, int]:
    """Return the place of a letter: spaces, numbers, the language's own script, other scripts."""
    if letter == " " or letter.isdigit():
        return (0, ord(letter))
    alphabet = _ALPHABETS.get(_primary(language), "")
    if letter in alphabet:
        return (1, alphabet.index(letter))
    return (1 if _script(letter) == _own_script(language) else 2, len(alphabet) + ord(letter))


@cache
def _own_script(language: str) -> str:
    """Return the script in which a language writes its own name; Latin where CLDR does not know that name."""
    name = Locale.parse(_primary(language)).get_language_name() or "A"
    return _script(name[0])


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _primary(language: str) -> str:
    return language.partition("-")[0]
