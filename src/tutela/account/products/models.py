"""What the mission issues: each version of a product with all that it says, never changed once written."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tutela.kernel.ids import reference


class Product(models.Model):
    """A threat assessment of one quarter (para 77), as its newest version stands."""

    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    quarter = models.CharField(max_length=6)
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=10)
    sensitivity = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    prepared_by = models.CharField(max_length=200)
    issued_at = models.DateTimeField(null=True)
    issued_by = models.CharField(max_length=200, blank=True)
    recipients = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "number"], name="products_product_number"),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["mission", "-quarter", "-number"], name="products_by_quarter"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The reference that people use."""
        return reference("P", self.number)


class ProductVersion(models.Model):
    """One version of a product: its content as canonical JSON, from which every format and language is made."""

    append_only = True

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["product", "version"], name="products_version_number"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} v{self.version}"
