"""Help for who cannot log in: the seed page's "ULCN account", from what it and uSis's own guides tell."""

from enroltui.information.parts import Heading, Paragraph, Point, Pointer, Target
from enroltui.language import N_

ULCN = (
    Paragraph(
        N_(
            "You log in to uSis with your ULCN account: the account of Leiden University, which is your Blackboard "
            "account as well. Its name is your student number, an s with seven digits behind it, such as s9900001."
        )
    ),
    Heading(N_("Unable to log in?")),
    Point(N_("Type the whole student number, with the s before it. Capitals and spaces around it do not matter.")),
    Point(N_("In the password capitals do matter: look whether caps lock is on.")),
    Point(N_("Type the password again. If it is wrong more than once, you wait a little longer before each new try.")),
    Point(
        N_(
            "The answer is the same for an unknown number and a wrong password, so that nobody can find out from it "
            "who has an account."
        )
    ),
    Heading(N_("Password forgotten")),
    Paragraph(
        N_(
            "The helpdesk can give you a one-time password. It lets you in once, to choose a new password of your own. "
            "Nobody can read your old one, the helpdesk neither."
        )
    ),
    Heading(N_("In the demo")),
    Paragraph(
        N_(
            "The demo's students stand on the login page with their passwords. Choose one with the arrow keys and "
            "Enter. They are made up, and their accounts are not those of the university."
        )
    ),
    Heading(N_("Still no way in")),
    Paragraph(N_("Mail your question to {usis}, quoting your name, student number and degree programme.")),
    Pointer(N_("FAQ: questions about uSis, with their answers"), Target("faq")),
)
