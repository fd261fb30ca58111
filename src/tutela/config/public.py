"""The short list of pages that anybody may open without signing in. A test compares it with every address."""

from __future__ import annotations

PUBLIC_VIEWS = frozenset(
    {
        # The address holds a token that nobody can guess; it answers 404 to any other.
        "tutela.account.duties.pages.feed.feed",
        # The token stands in a field of the body; the view asks the gate itself.
        "tutela.exchange.doors.sms.pages.by_secret",
        "allauth.account.views.LoginView",
        "allauth.account.views.LogoutView",
        "django.views.i18n.set_language",
        "tutela.config.sign_in.posts",
        "tutela.config.sign_in.choose_post",
        "tutela.config.sign_in.demo",
        "tutela.config.sign_in.demo_enter",
        "tutela.web.components.pages.theme",
        "tutela.web.components.pages.gallery",
        "tutela.web.components.pages.gallery_areas",
        "tutela.web.components.pages.gallery_bare",
        "tutela.web.components.pages.gallery_bases",
        "tutela.web.components.pages.gallery_confirm",
        "tutela.web.components.pages.gallery_evidence",
        "tutela.web.components.pages.gallery_map",
        "tutela.web.components.pages.gallery_map_data",
        "tutela.web.components.pages.gallery_trouble",
        "whitenoise.runserver_nostatic.views.serve",
        "django.contrib.staticfiles.views.serve",
    }
)


def name_of(view: object) -> str:
    """Return the dotted name of a view function or of a class behind one."""
    shown = getattr(view, "view_class", view)
    return f"{getattr(shown, '__module__', '')}.{getattr(shown, '__name__', '')}"


def is_public(view: object) -> bool:
    """Return whether anybody may open the view."""
    return name_of(view) in PUBLIC_VIEWS
