"""Communities, their networks, consultations and focal points."""

import datetime

import django.db.models.deletion
from django.db import migrations, models

import tutela.ledger.keys


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("mission", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="AlertNetwork",
            fields=[
                ("id", tutela.ledger.keys.RowKey(primary_key=True, serialize=False)),
                ("record_key", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("means", models.JSONField(default=list)),
                ("how", models.TextField(blank=True)),
                ("set_up_on", models.DateField(null=True)),
                ("sensitivity", models.PositiveSmallIntegerField(default=0)),
                ("last_tested_on", models.DateField(default=datetime.date(1900, 1, 1))),
                ("last_result", models.CharField(blank=True, max_length=20)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_why", models.TextField(blank=True)),
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
            name="Community",
            fields=[
                ("id", tutela.ledger.keys.RowKey(primary_key=True, serialize=False)),
                ("record_key", models.CharField(max_length=60)),
                ("version", models.PositiveIntegerField(default=1)),
                ("name", models.CharField(max_length=200)),
                ("search", models.TextField()),
                ("other_names", models.JSONField(default=list)),
                ("kind", models.CharField(max_length=30)),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
                ("precision", models.PositiveSmallIntegerField()),
                ("cell", models.BigIntegerField(null=True)),
                ("base_distance_km", models.FloatField(null=True)),
                ("population_low", models.PositiveIntegerField(null=True)),
                ("population_best", models.PositiveIntegerField(null=True)),
                ("population_high", models.PositiveIntegerField(null=True)),
                ("population_year", models.PositiveSmallIntegerField(null=True)),
                ("languages", models.JSONField(default=list)),
                ("groups", models.CharField(blank=True, max_length=400)),
                ("note", models.TextField(blank=True)),
                ("sensitivity", models.PositiveSmallIntegerField(default=0)),
                ("contact_0_on", models.DateField(default=datetime.date(1900, 1, 1))),
                ("contact_1_on", models.DateField(default=datetime.date(1900, 1, 1))),
                ("contact_2_on", models.DateField(default=datetime.date(1900, 1, 1))),
                ("recorded_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mission.area"
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mission.base",
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
            name="CommunityRevision",
            fields=[
                ("id", tutela.ledger.keys.RowKey(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("change", models.CharField(max_length=20)),
                ("facts", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("sensitivity", models.PositiveSmallIntegerField()),
                ("reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
                (
                    "community",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", tutela.ledger.keys.RowKey(primary_key=True, serialize=False)),
                ("record_key", models.CharField(max_length=60)),
                ("held_on", models.DateField()),
                ("post", models.CharField(max_length=80)),
                ("recorded_by", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
                ("stage", models.CharField(max_length=20)),
                ("manner", models.CharField(max_length=20)),
                ("concerns", models.TextField()),
                ("strategies", models.TextField(blank=True)),
                ("capacities", models.TextField(blank=True)),
                ("contact_risk", models.TextField()),
                ("mitigation", models.TextField()),
                ("risk_weighed_on", models.DateField()),
                ("told_back", models.TextField(blank=True)),
                ("follow_up", models.TextField(blank=True)),
                ("follow_up_on", models.DateField(null=True)),
                ("sensitivity", models.PositiveSmallIntegerField(default=0)),
                ("digest", models.CharField(max_length=64)),
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
            name="Feedback",
            fields=[
                ("id", tutela.ledger.keys.RowKey(primary_key=True, serialize=False)),
                ("given_on", models.DateField()),
                ("told", models.TextField()),
                ("is_last", models.BooleanField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
                (
                    "consultation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.consultation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FocalPoint",
            fields=[
                ("id", tutela.ledger.keys.RowKey(primary_key=True, serialize=False)),
                ("role", models.CharField(max_length=20)),
                ("source", models.CharField(max_length=20)),
                ("sex", models.CharField(max_length=10)),
                ("age", models.CharField(max_length=10)),
                ("named_at", models.DateTimeField()),
                ("named_by", models.CharField(max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=200)),
                ("ended_why", models.CharField(blank=True, max_length=20)),
                (
                    "mission",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mission.mission",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="communities.alertnetwork"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GroupMet",
            fields=[
                ("id", tutela.ledger.keys.RowKey(primary_key=True, serialize=False)),
                ("group", models.CharField(max_length=40)),
                ("people", models.PositiveIntegerField()),
                ("held_on", models.DateField()),
                ("sensitivity", models.PositiveSmallIntegerField()),
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
                    "consultation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.consultation",
                    ),
                ),
            ],
        ),
    ]
