"""Every address. An app brings its own `urls`; the walk in the tests finds them all from here."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from allauth.account.views import login, logout  # isort: skip
from tutela.config import sign_in, wings

access_urls = (
    [
        path("posts/", sign_in.posts, name="posts"),
        path("posts/<int:post_id>/", sign_in.choose_post, name="choose_post"),
        path("password/", sign_in.password, name="password"),
        path("exercise/", sign_in.demo, name="demo"),
        path("exercise/<int:holding_id>/", sign_in.demo_enter, name="demo_enter"),
    ],
    "access",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tutela.web.home.urls")),
    path("map/", include("tutela.web.map.urls")),
    path("sign-in/", login, name="account_login"),
    path("sign-out/", logout, name="account_logout"),
    path("language/", set_language, name="set_language"),
    path("access/", include(access_urls)),
    # Before the alerts: the form of a new one stands among their addresses.
    path("", include("tutela.exchange.doors.urls")),
    path("know/sources/", include("tutela.know.sources.urls")),
    path("know/alerts/", include("tutela.know.alerts.urls")),
    path("know/incidents/", include("tutela.know.incidents.urls")),
    path("know/communities/", include("tutela.know.communities.urls")),
    path("assess/threats/", include("tutela.assess.threats.urls")),
    path("account/products/", include("tutela.account.products.urls")),
    path("account/duties/", include("tutela.account.duties.urls")),
    path("account/ledger/", include("tutela.account.timeline.urls")),
    path("act/", wings.act, name="act"),
    path("act/decisions/", include("tutela.act.decisions.urls")),
    path("policy/", include("tutela.web.policy.urls")),
    path("api/v1/", include("tutela.api.urls")),
    path("mission/", include("tutela.mission.urls")),
    path("mission/outbox/", include("tutela.exchange.sending.urls")),
    path("mission/imports/", include("tutela.exchange.urls")),
    path("", include("tutela.web.components.urls")),
]

if settings.DEBUG:
    from django.contrib.staticfiles.urls import staticfiles_urlpatterns

    urlpatterns += staticfiles_urlpatterns()

handler400 = "tutela.web.components.errors.bad_request"
handler403 = "tutela.web.components.errors.permission_denied"
handler404 = "tutela.web.components.errors.page_not_found"
handler500 = "tutela.web.components.errors.server_error"
