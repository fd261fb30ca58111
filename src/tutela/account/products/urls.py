"""Addresses of the product pages."""

from __future__ import annotations

from django.urls import path

from tutela.account.products import pages

app_name = "products"
urlpatterns = [
    path("", pages.product_list, name="list"),
    path("new/", pages.prepare, name="prepare"),
    path("<slug:ref>/", pages.product, name="product"),
    path("<slug:ref>/words/", pages.words, name="words"),
    path("<slug:ref>/issue/", pages.issue, name="issue"),
    path("<slug:ref>/<slug:language>.<slug:kind>", pages.download, name="download"),
]
