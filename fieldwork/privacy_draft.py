"""A privacy notice to start from: what it has to say, with gaps where only a lead knows.

The parts are those that the UK GDPR, Article 13, asks for: who is responsible, why and on what
legal basis, who receives it, how long it is kept, what rights there are, whom to complain to.
"""

from django.utils.translation import gettext_lazy as _

PRIVACY_DRAFT = _(
    """**Who is responsible**

[Name of the organisation] decides why and how this survey is carried out. You can reach its data
protection officer at [address].

**Why we ask, and on what basis**

We ask in order to [purpose of the survey]. Our legal basis is [for example: a task carried out in
the public interest, Article 6(1)(e) of the UK GDPR]. Taking part is voluntary.

**What becomes of your answers**

Your answers are stored without your name, your email address or anything about your device. The
research team gets them in one table with those of all others. What is published are figures about
groups, and data from which what could point to a person has been taken out.

**How long we keep them**

Answers that you do not send are deleted after the survey has closed. Answers that you send are
kept until [day or period], then [deleted, or deposited where].

**Your rights**

Because we do not know which answers are yours, we cannot show, change or delete them once you have
sent them. Until then, do not send them. If you are unhappy with how your data is used, you can
complain to the Information Commissioner: ico.org.uk, 0303 123 1113."""
)
