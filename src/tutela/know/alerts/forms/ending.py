"""Forms that end an alert: the community told, closed with a result, set aside with a reason."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tutela.know.alerts.forms.fields import Moment, SeenForm, Words, one_of
from tutela.know.alerts.pages.wording import ASIDE, RESULT, TOLD, in_list
from tutela.know.alerts.rules.notice_words import NEUTRAL
from tutela.web.components.errors import in_readers_language


class TellForm(SeenForm):
    """What the community was told in return."""

    means = one_of(in_list(TOLD), label=_("How were they told?"))
    text = Words(
        label=_("What were they told, or why was it not safe?"),
        help_text=_("Never write whom you spoke to by name."),
        max_length=4000,
    )
    told_at = Moment(label=_("When?"), help_text=_("By the mission's clock. Left empty, it is now."))


def _answers() -> list[tuple[str, str]]:
    return [(name, str(in_readers_language(words))) for name, words in NEUTRAL.items()]


class AnswerForm(SeenForm):
    """What is written to whoever gave an alert: one of a few sentences that tell nothing to who finds the telephone."""

    text = one_of(
        _answers,
        label=_("What is written to them?"),
        help_text=_("There is no place for words of your own: somebody else may hold the telephone when it arrives."),
    )


class CloseForm(SeenForm):
    """What came of an alert for the people concerned."""

    result = one_of(in_list(RESULT), label=_("What came of it for the people concerned?"))
    reason = Words(label=_("Anything to add?"), required=False)


class SetAsideForm(SeenForm):
    """Why nothing follows from an alert."""

    why = one_of(in_list(ASIDE), label=_("Why does nothing follow from it?"))
    reason = Words(label=_("In your words"))
