"""Say why something is refused and what to do next: the rules' reasons by `rules.py`, and all others."""

from __future__ import annotations

from enroltui.language import N_, Language
from enroltui.printable import printable
from enroltui.registrar.rules.minors import MinorReason
from enroltui.registrar.rules.passwords import (
    PasswordCommon,
    PasswordOfNames,
    PasswordPause,
    PasswordTooLong,
    PasswordTooShort,
    PasswordUnchanged,
    WrongPassword,
)
from enroltui.registrar.rules.reasons import (
    HasWaitingList,
    HeldBack,
    InCart,
    NotANumber,
    NotEnrolled,
    NotInCart,
    PlacesFree,
    Reason,
    UnknownNumber,
    WhichYear,
)
from enroltui.registrar.rules.ssh_keys import KeyKnown, KeyTooShort, NotAPublicKey, PrivateKey, TooManyKeys
from enroltui.sentences.minors import minor_reason
from enroltui.sentences.rules import WORDS, refusal

LONGEST_TYPED = 24
"""A sentence repeats so many characters of what somebody typed."""


_FIXED: dict[type[Reason], str] = {
    InCart: N_("Already in the shopping cart. Enrol from there."),
    NotInCart: N_("No longer in the shopping cart. Add it again to enrol."),
    NotEnrolled: N_("Not enrolled in this class, so there is nothing to withdraw from."),
    PlacesFree: N_("Places are free now, so there is nothing to wait for. Enrol at once."),
    HasWaitingList: N_("This class has a waiting list, whose first gets the next place. Join that instead."),
    WrongPassword: N_("The present password is not right. Type it again."),
    PasswordUnchanged: N_("The new password is the same as the present one. Choose another."),
    NotAPublicKey: N_("This is no public key. Paste the one line of a file such as id_ed25519.pub."),
    PrivateKey: N_(
        "This is a private key, which nobody else may see: make a new pair, as this one has now been shown. "
        "Paste the one line of the file that ends in .pub."
    ),
    KeyKnown: N_("This key is registered already."),
    PasswordCommon: N_(
        "The new password is one that is guessed first: a common password or word, or nearly. "
        "Choose a few words that only you would put together."
    ),
}


def password_pause(seconds: int, language: Language) -> str:
    """Say that no password was looked at, and when one is again."""
    return " ".join(
        (
            language.text("After wrong passwords there is a pause, in which none is looked at."),
            language.plural(
                "After {count} second you can try again.", "After {count} seconds you can try again.", seconds
            ),
        )
    )


def sentence(reason: Reason, language: Language) -> str:
    """Say why it is refused, and what to do next. Every reason has its own; an unknown one is a programming error."""
    if words := WORDS.get(type(reason)):
        return refusal(reason, words, language)
    if isinstance(reason, MinorReason):
        return minor_reason(reason, language)
    text = language.text
    match reason:
        case NotANumber(typed):
            return text(_NOT_A_NUMBER, typed=printable(typed, LONGEST_TYPED)) if typed.strip() else text(_NOTHING_TYPED)
        case UnknownNumber(typed):
            return text(_UNKNOWN_NUMBER, typed=printable(typed, LONGEST_TYPED))
        case WhichYear(number, years):
            return text(
                "Class number {number} may be of {years}. Put the year before it, such as {first}/{number}.",
                number=number,
                years=", ".join(years),
                first=years[0],
            )
        case HeldBack(_, because):
            return text("Left as it was, because {because} was refused. See what is said of that one.", because=because)
        case KeyTooShort(least):
            return text(
                "An RSA key needs at least {least} bits. Make a new one with: ssh-keygen -t ed25519", least=least
            )
        case TooManyKeys(most):
            return text(
                "There are {most} keys already, which is the most. Remove one that you no longer use.", most=most
            )
        case PasswordPause(seconds):
            return password_pause(seconds, language)
        case PasswordTooShort(least):
            return text("The new password is too short. Take at least {least} characters.", least=least)
        case PasswordOfNames(least):
            return text(
                "Others know your name, your number and the university's words: "
                "without these the new password needs at least {least} characters.",
                least=least,
            )
        case PasswordTooLong(most):
            return text("The new password is too long. Take at most {most} characters.", most=most)
    return text(_FIXED[type(reason)])


_NOTHING_TYPED = N_("Type a class number: five digits, such as 28114.")
_NOT_A_NUMBER = N_("“{typed}” is not a class number. A class number has five digits, such as 28114.")
_UNKNOWN_NUMBER = N_("No class has the number {typed}. Check its digits, or search for the course by its title.")
