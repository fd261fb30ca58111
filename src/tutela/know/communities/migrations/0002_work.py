"""Placements of liaison assistants, local mechanisms, tests and protection plans."""

import django.db.models.deletion
from django.db import migrations, models

import tutela.ledger.keys


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0001_initial"),
        ("mission", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="LiaisonPlacement",
            fields=[
                ("id", tutela.ledger.keys.RowKey(primary_key=True, serialize=False)),
                ("post", models.CharField(max_length=80)),
                ("languages", models.JSONField(default=list)),
                ("equipment", models.CharField(max_length=20)),
                ("trained_on", models.DateField(null=True)),
                ("checked_on", models.DateField()),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "mission",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mission.mission",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LiaisonCheck",
            fields=[
                ("id", tutela.ledger.keys.RowKey(primary_key=True, serialize=False)),
                ("checked_on", models.DateField()),
                ("equipment", models.CharField(max_length=20)),
                ("trained_on", models.DateField(null=True)),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
                (
                    "placement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.liaisonplacement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Mechanism",
            fields=[
                ("id", tutela.ledger.keys.RowKey(primary_key=True, serialize=False)),
                ("record_key", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=30)),
                ("does", models.TextField(blank=True)),
                ("groups", models.JSONField(default=list)),
                ("since_year", models.PositiveSmallIntegerField(null=True)),
                ("is_active", models.BooleanField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="communities.community"
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mission.mission",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MechanismSupport",
            fields=[
                ("id", tutela.ledger.keys.RowKey(primary_key=True, serialize=False)),
                ("supported_on", models.DateField()),
                ("kind", models.CharField(max_length=20)),
                ("told", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
                (
                    "mechanism",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.mechanism",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NetworkMember",
            fields=[
                ("id", tutela.ledger.keys.RowKey(primary_key=True, serialize=False)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="communities.community"
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.alertnetwork",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NetworkTest",
            fields=[
                ("id", tutela.ledger.keys.RowKey(primary_key=True, serialize=False)),
                ("tested_at", models.DateTimeField()),
                ("result", models.CharField(max_length=20)),
                ("means", models.CharField(blank=True, max_length=20)),
                ("minutes", models.PositiveIntegerField(null=True)),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
                (
                    "network",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.alertnetwork",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlacementPlace",
            fields=[
                ("id", tutela.ledger.keys.RowKey(primary_key=True, serialize=False)),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mission.area",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
                (
                    "placement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.liaisonplacement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProtectionPlan",
            fields=[
                ("id", tutela.ledger.keys.RowKey(primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("status", models.CharField(max_length=20)),
                ("sensitivity", models.PositiveSmallIntegerField()),
                ("reviewed_on", models.DateField()),
                ("next_review_on", models.DateField()),
                ("changed_at", models.DateTimeField()),
                (
                    "community",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
                (
                    "mission",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mission.mission",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanRevision",
            fields=[
                ("id", tutela.ledger.keys.RowKey(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("facts", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("sensitivity", models.PositiveSmallIntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
                (
                    "plan",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.protectionplan",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanReview",
            fields=[
                ("id", tutela.ledger.keys.RowKey(primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField()),
                ("reviewed_on", models.DateField()),
                ("still_holds", models.BooleanField()),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
                (
                    "plan",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.protectionplan",
                    ),
                ),
            ],
        ),
    ]
