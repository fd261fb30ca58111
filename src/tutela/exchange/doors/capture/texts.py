"""Every sentence of the page for the field, in both languages at once: it changes language without a connection."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tutela.exchange.doors.capture.facts import LANGUAGES
from tutela.exchange.doors.phone.words import ACT_ON_DESK, CHOOSE_ACT, CONCERN, DAY, REST_ON_DESK, TIMING, Words

QUESTIONS: Mapping[str, Words] = {
    "title": _("Field reports"),
    "what": _("What happens?"),
    "more": _("More to choose from"),
    "when": _("When?"),
    "day": _("If it is over: when was it?"),
    "where": _("Where?"),
    "where_help": _("Village, area or base; or 4.125, 21.5; or a grid reference."),
    "here": _("It is where I am now"),
    "here_finding": _("Finding out where you are …"),
    "here_found": _("Where you are is noted, to within {metres} m."),
    "here_off": _("Where you are could not be found out. Name the place instead."),
    "not_here": _("Take it out again"),
    "people": _("How many people are at risk?"),
    "people_wrong": _("Write one number, like 200."),
    "text": _("What were you told?"),
    "text_help": _("Never write here who told you, nor anything from which it could be guessed."),
    "need_words": _("Say what happens: choose something, or write it in words."),
    "files": _("Photos and recordings"),
    "files_help": _(
        "A photo is made smaller here and loses what it says of place and time. Take none that endangers anybody."
    ),
    "photo": _("Add a photo"),
    "sound": _("Add a recording"),
    "photo_kind": _("Photo"),
    "sound_kind": _("Sound recording"),
    "take_out": _("Take out"),
    "file_large": _("It is larger than {megabytes} MB. Make it shorter."),
    "file_unread": _("This photo cannot be read on this phone."),
    "file_many": _("A report takes {most} files. Send the others with a second report."),
    "who_did": _("Who does it?"),
    "who_did_kind": _("What kind of actor is that?"),
    "not_said": _("Not said"),
    "concerns": _("Does it concern one of these?"),
    "told": _("When were you told?"),
    "told_0": _("Just now"),
    "told_minutes": _("{count} minutes ago"),
    "told_hour": _("An hour ago"),
    "told_hours": _("{count} hours ago"),
    "told_day": _("A day ago"),
    "told_days": _("{count} days ago"),
    "caller": _("Who told you"),
    "caller_help": _("This is sealed with the report. Once it is kept, not even this phone can read it."),
    "name": _("Name"),
    "number": _("Telephone number"),
    "whereabouts": _("Where they can be found"),
    "kind": _("Who is it, in general?"),
    "may_call_back": _("We may call back"),
    "may_share": _("What was said may go to partners who protect civilians"),
    "no_caller": _("Your post may not lock away who told you. Do not write who it is into any field."),
    "desk_rest": REST_ON_DESK,
    "desk_act": ACT_ON_DESK,
    "desk_choose": CHOOSE_ACT,
    "point": _("Read as coordinates"),
    "grid": _("Read as a grid reference"),
    "free": _("Kept as it is written; the desk is told that the place is unclear."),
    "optional": _("optional"),
}

STATES: Mapping[str, Words] = {
    "online": _("Connected"),
    "offline": _("No connection"),
    "keep": _("Keep and send"),
    "keeping": _("Sealing …"),
    "kept": _("Kept and sealed at {time}. It is sent by itself as soon as there is a connection."),
    "kept_sent": _("Sent. The mission has it: {references}."),
    "not_kept": _("The phone could not keep it. Everything is still in the form: make room, then try again."),
    "restored": _(
        "What you had written before the page was left is here again, without who told you and without files."
    ),
    "list": _("On this phone"),
    "summary": _("On this phone: {waiting} waiting, {sent} sent"),
    "list_empty": _("Nothing is kept on this phone yet."),
    "report": _("One report"),
    "report_file": _("One report with one file"),
    "report_files": _("One report with {count} files"),
    "waiting": _("Waits"),
    "waiting_files": _("Words are in; files wait"),
    "sending": _("Is being sent"),
    "sent": _("Sent"),
    "refused": _("Not taken"),
    "received": _("received {time}"),
    "kept_at": _("kept {time}"),
    "digest": _("digest"),
    "file_refused": _("A file was not taken: {why}"),
    "send_now": _("Send now"),
    "sign_in_one": _("Sign in to send one report"),
    "sign_in_many": _("Sign in to send {count} reports"),
    "sign_in_again": _("Sign in"),
    "failed": _("The server could not take it just now. It is tried again by itself."),
    "save": _("Save this list"),
    "print": _("Print"),
    "sealed_help": _("What waits is sealed: this phone cannot read it any more. The list shows when, never what."),
    "wipe": _("Wipe this phone"),
    "wipe_help": _("Removes everything that this page keeps here: what waits, the list, the places, the page itself."),
    "wipe_sure": _("Tap again to wipe"),
    "wipe_lost_one": _("One report that was not sent will be lost."),
    "wipe_lost_many": _("{count} reports that were not sent will be lost."),
    "wiped": _("Everything is gone from this phone."),
    "wiped_out": _("You are signed out too."),
    "wiped_in": _("You are still signed in here. Sign out as soon as there is a connection."),
    "promise": _("The browser has promised to keep what waits here."),
    "no_promise": _(
        "The browser may delete what waits here when it is not used for days or the phone is full. Send soon, "
        "and add this page to the home screen."
    ),
    "low_space": _("Only {megabytes} MB are left for this page. Send what waits, and take no more photos."),
    "lost_one": _("A report that waited on this phone is gone"),
    "lost_many": _("{count} reports that waited on this phone are gone"),
    "lost_help": _(
        "Its memory was cleared before they were sent, and the server does not have them. Tell them again or call the "
        "desk. They were kept at:"
    ),
    "lost_unsure": _(
        "Its memory was cleared. Whether they had been sent, the server says as soon as you are connected and signed "
        "in. They were kept at:"
    ),
    "lost_told": _("I have told them again"),
    "elsewhere": _("Sent by your post in the last 30 days and not in this phone’s list"),
    "elsewhere_help": _("From another phone, or from this one before its memory was cleared."),
    "insecure": _(
        "This page was opened without a secure connection, so the browser can seal nothing. Nothing is kept on this "
        "phone. Ask for the address that begins with https, or take the report as a call:"
    ),
    "take_call": _("Take a call"),
    "not_ready": _(
        "This phone does not have the mission’s key and places yet. Open the page once with a connection, signed in."
    ),
    "new_version": _("A newer version of this page is ready. It takes over when the page is opened next."),
    "use_now": _("Use it now"),
    "no_script": _("This page needs scripts. The form for calls does without:"),
    "exercise": _("Exercise"),
    "exercise_help": _("Everything here is invented."),
    "language": _("Language"),
}


def words() -> dict[str, Words]:
    """Return every text by its key, those of the closed lists among them."""
    lists = {"timing": TIMING, "day": DAY, "concern": CONCERN}
    named = {f"{name}_{code}": text for name, table in lists.items() for code, text in table.items()}
    return {**QUESTIONS, **STATES, **named}


def texts_by_language() -> dict[str, dict[str, str]]:
    """Return every text by language and key."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = {key: str(text) for key, text in words().items()}
    return found
