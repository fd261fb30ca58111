"""People, posts and who held which post when."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from tutela.access.rules import Sensitivity
from tutela.kernel.ids import reference

TOKEN = "TOK"  # noqa: S105  # a kind of reference


class PersonManager(BaseUserManager["Person"]):
    """Finds people by the name they sign in with. Making one is a command, not a manager's method."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Return the person who signs in with that name; raises Person.DoesNotExist."""
        return self.get(username=username)


class Person(AbstractBaseUser):
    """Somebody who can sign in. What they may do comes from the posts they hold, never from the person."""

    last_login = None  # A sign-in is a session, not a write to the person.

    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=8, default="en")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[PersonManager] = PersonManager()

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Nobody is staff: there is no back door (design: no superuser bypass)."""
        return False

    @property
    def is_superuser(self) -> bool:
        """Nobody is a superuser."""
        return False

    def check_password(self, raw_password: str | None) -> bool:
        """Check without re-hashing: changing a stored password is a command of its own."""
        from django.contrib.auth.hashers import check_password

        return check_password(raw_password, self.password)


class Post(models.Model):
    """A place in the mission's staffing table: it carries the permissions, within an area and a component."""

    mission = models.CharField(max_length=32)
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    component = models.CharField(max_length=40, blank=True)
    area_path = models.CharField(max_length=200, blank=True)
    permissions = models.JSONField(default=list)
    clearance = models.PositiveSmallIntegerField(default=Sensitivity.UNCLASSIFIED)
    compartments = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "slug"], name="access_post_slug"),
        ]

    def __str__(self) -> str:
        return self.title


class Holding(models.Model):
    """Who holds a post, from which day to which day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="access_holding_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.post}"


class Token(models.Model):
    """A secret with which a program acts in a post. Only the secret's digest is kept; it is shown once, when issued.

    `scope` is the part of the post's permissions that the program may use; what the post loses, the token loses.
    `person` is who answers for it, or nobody: a token that is bound ends when they no longer hold the post.
    """

    mission = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scope = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "number"], name="access_token_number"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="access_token_order"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What people and the ledger call it; never anything made from the secret."""
        return reference(TOKEN, self.number)

    def is_in_force(self, now: datetime) -> bool:
        """Return whether it is neither revoked nor expired."""
        return self.revoked_at is None and now < self.expires_at
