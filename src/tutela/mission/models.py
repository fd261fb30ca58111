"""The mission's tables."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class Mission(models.Model):
    """A peacekeeping mission. Its code is its key everywhere, in the ledger too (ADR 0002)."""

    code = models.SlugField(max_length=32, primary_key=True)
    serial = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=200)
    name_fr = models.CharField(max_length=200, blank=True)
    country_codes = models.JSONField(default=list)
    time_zone = models.CharField(max_length=60, default="UTC")
    is_exercise = models.BooleanField(default=False)
    started_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Mandate(models.Model):
    """A mandate as the Security Council gave it, from its adoption on (paras 12 and 16)."""

    append_only = True

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    resolution = models.CharField(max_length=60)
    adopted_on = models.DateField()
    renewal_on = models.DateField()
    chapter_vii = models.BooleanField()
    all_necessary_means = models.BooleanField()
    imminence_required = models.BooleanField()
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.resolution


class ParameterValue(models.Model):
    """A value that the mission gave a parameter, in force from `valid_from` until the next one."""

    append_only = True

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    value = models.JSONField()
    reason = models.TextField()
    valid_from = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["mission", "name", "valid_from"], name="mission_parameter_in_force"),
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"


class Snapshot(models.Model):
    """A data file that the mission took in, as it was on that day."""

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=40)
    release = models.CharField(max_length=60, blank=True)
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    header = models.JSONField(default=list)
    imported_by = models.CharField(max_length=200)
    imported_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "number"], name="mission_snapshot_number"),
            models.UniqueConstraint(fields=["mission", "kind", "sha256"], name="mission_snapshot_file"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.release}".strip()


class Area(models.Model):
    """An area as it is now; every earlier form is an AreaVersion. `path` holds the codes from the top."""

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    level = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    path = models.CharField(max_length=200)
    pcode = models.CharField(max_length=40, blank=True)
    pcode_generated = models.BooleanField(default=False)
    disputed = models.BooleanField(default=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    geometry = models.BinaryField()
    outline = models.JSONField()
    latitude = models.FloatField()
    longitude = models.FloatField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "code"], name="mission_area_code"),
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["mission", "path"], name="mission_area_path")]

    def __str__(self) -> str:
        return self.name


class AreaVersion(models.Model):
    """An area as one import gave it: geometry, name and standing from then on."""

    append_only = True

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    pcode = models.CharField(max_length=40, blank=True)
    parent_code = models.CharField(max_length=40, blank=True)
    disputed = models.BooleanField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    geometry = models.BinaryField()
    digest = models.CharField(max_length=64)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["area", "version"], name="mission_areaversion_number"),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class AreaAlias(models.Model):
    """Another name under which an area is met; `folded` is what is compared."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["area", "folded"], name="mission_areaalias_once"),
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["folded"], name="mission_areaalias_folded")]

    def __str__(self) -> str:
        return self.name


class Base(models.Model):
    """A place where the mission is or was present."""

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, default="base")
    latitude = models.FloatField()
    longitude = models.FloatField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "code"], name="mission_base_code"),
        ]

    def __str__(self) -> str:
        return self.name


class BasePeriod(models.Model):
    """A span of days in which a base stood."""

    base = models.ForeignKey(Base, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    troops = models.PositiveIntegerField(null=True, blank=True)
    attributes = models.JSONField(default=dict)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["base", "valid_from"], name="mission_baseperiod_start"),
        ]

    def __str__(self) -> str:
        return f"{self.base} {self.valid_from}"


class Unit(models.Model):
    """A unit or office of a component, with its base and the area it answers for (para 18)."""

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    component = models.CharField(max_length=40)
    base = models.ForeignKey(Base, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    strength = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "code"], name="mission_unit_code"),
        ]

    def __str__(self) -> str:
        return self.name


class Partner(models.Model):
    """Somebody outside the mission who also protects (paras 27 and 28)."""

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "name"], name="mission_partner_name"),
        ]

    def __str__(self) -> str:
        return self.name
