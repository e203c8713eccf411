"""What somebody meant to type whose keyboard was set to the other script: `سفثشة` is `steam`."""

from typing import Final

# The same keys in their order: the Arabic layout (101), and the Latin ones of Arabic and French keyboards.
_ARABIC: Final = "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ"
_QWERTY: Final = "qwertyuiop[]asdfghjkl;'zxcvnm,./"
_AZERTY: Final = "azertyuiop^$qsdfghjklmùwxcvn,;:!"
_LAM_ALEF: Final = "b"  # one key for two letters

_TO_LATIN: Final = tuple(str.maketrans(_ARABIC, layout) for layout in (_QWERTY, _AZERTY))
_TO_ARABIC: Final = tuple(
    str.maketrans({**dict(zip(layout, _ARABIC, strict=True)), _LAM_ALEF: "لا"})
    for layout in (_QWERTY, _AZERTY)
)


def typed_on_other_keyboards(text: str) -> tuple[str, ...]:
    """The same keys on the keyboards of the other script, without repeats."""
    written = text.casefold()
    if any(letter in _ARABIC for letter in written):
        with_one_key = written.replace("لا", _LAM_ALEF)
        readings = [one.translate(table) for one in (written, with_one_key) for table in _TO_LATIN]
    else:
        readings = [written.translate(table) for table in _TO_ARABIC]
    return tuple(dict.fromkeys(readings))
