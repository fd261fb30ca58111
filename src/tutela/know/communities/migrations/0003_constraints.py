"""What must hold of every row, and the indexes that lists walk."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0002_work"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="alertnetwork",
            index=models.Index(fields=["mission", "last_tested_on", "id"], name="communities_network_tested"),
        ),
        migrations.AddConstraint(
            model_name="alertnetwork",
            constraint=models.UniqueConstraint(fields=("mission", "record_key"), name="communities_network_once"),
        ),
        migrations.AddConstraint(
            model_name="alertnetwork",
            constraint=models.CheckConstraint(
                condition=models.Q(("sensitivity__lte", 2)), name="communities_network_level"
            ),
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(fields=["mission", "name", "id"], name="communities_by_name"),
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(fields=["mission", "area"], name="communities_by_area"),
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(fields=["mission", "contact_0_on", "id"], name="communities_by_contact_0"),
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(fields=["mission", "contact_1_on", "id"], name="communities_by_contact_1"),
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(fields=["mission", "contact_2_on", "id"], name="communities_by_contact_2"),
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.UniqueConstraint(fields=("mission", "record_key"), name="communities_community_once"),
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.CheckConstraint(
                condition=models.Q(("sensitivity__lte", 2)), name="communities_community_level"
            ),
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                    _connector="OR",
                ),
                name="communities_community_point",
            ),
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("population_best__isnull", True),
                    models.Q(
                        ("population_low__lte", models.F("population_best")),
                        ("population_high__gte", models.F("population_best")),
                    ),
                    _connector="OR",
                ),
                name="communities_community_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="communityrevision",
            constraint=models.UniqueConstraint(fields=("community", "number"), name="communities_revision_number"),
        ),
        migrations.AddIndex(
            model_name="consultation",
            index=models.Index(fields=["community", "-held_on", "-id"], name="communities_consultations"),
        ),
        migrations.AddIndex(
            model_name="consultation",
            index=models.Index(
                condition=models.Q(("follow_up_on__isnull", False)),
                fields=["mission", "follow_up_on"],
                name="communities_promises",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.UniqueConstraint(fields=("mission", "record_key"), name="communities_consultation_once"),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(("sensitivity__lte", 2)), name="communities_consultation_level"
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contact_risk", ""), _negated=True), models.Q(("mitigation", ""), _negated=True)
                ),
                name="communities_consultation_risk",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("follow_up_on__isnull", True), ("follow_up_on__gte", models.F("held_on")), _connector="OR"
                ),
                name="communities_consultation_promise",
            ),
        ),
        migrations.AddIndex(
            model_name="feedback",
            index=models.Index(fields=["consultation", "given_on"], name="communities_feedback_given"),
        ),
        migrations.AddIndex(
            model_name="focalpoint",
            index=models.Index(fields=["mission", "source"], name="communities_by_source"),
        ),
        migrations.AddConstraint(
            model_name="focalpoint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("network", "source"),
                name="communities_focal_point_once",
            ),
        ),
        migrations.AddIndex(
            model_name="groupmet",
            index=models.Index(fields=["community", "group", "-held_on", "sensitivity"], name="communities_coverage"),
        ),
        migrations.AddConstraint(
            model_name="groupmet",
            constraint=models.UniqueConstraint(fields=("consultation", "group"), name="communities_group_once"),
        ),
        migrations.AddConstraint(
            model_name="groupmet",
            constraint=models.CheckConstraint(condition=models.Q(("people__gt", 0)), name="communities_group_some"),
        ),
        migrations.AddConstraint(
            model_name="liaisonplacement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True)),
                fields=("mission", "post"),
                name="communities_placement_once",
            ),
        ),
        migrations.AddIndex(
            model_name="liaisoncheck",
            index=models.Index(fields=["placement", "-checked_on"], name="communities_checks"),
        ),
        migrations.AddConstraint(
            model_name="mechanism",
            constraint=models.UniqueConstraint(fields=("mission", "record_key"), name="communities_mechanism_once"),
        ),
        migrations.AddIndex(
            model_name="mechanismsupport",
            index=models.Index(fields=["mechanism", "-supported_on"], name="communities_support"),
        ),
        migrations.AddConstraint(
            model_name="networkmember",
            constraint=models.UniqueConstraint(fields=("network", "community"), name="communities_member_once"),
        ),
        migrations.AddConstraint(
            model_name="networktest",
            constraint=models.UniqueConstraint(fields=("network", "tested_at"), name="communities_test_once"),
        ),
        migrations.AddConstraint(
            model_name="placementplace",
            constraint=models.UniqueConstraint(fields=("placement", "area"), name="communities_place_area"),
        ),
        migrations.AddConstraint(
            model_name="placementplace",
            constraint=models.UniqueConstraint(fields=("placement", "community"), name="communities_place_community"),
        ),
        migrations.AddConstraint(
            model_name="placementplace",
            constraint=models.CheckConstraint(
                condition=models.Q(("area__isnull", True), ("community__isnull", True), _connector="XOR"),
                name="communities_place_one",
            ),
        ),
        migrations.AddIndex(
            model_name="protectionplan",
            index=models.Index(fields=["mission", "next_review_on"], name="communities_plan_due"),
        ),
        migrations.AddConstraint(
            model_name="protectionplan",
            constraint=models.UniqueConstraint(fields=("community",), name="communities_plan_once"),
        ),
        migrations.AddConstraint(
            model_name="protectionplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("sensitivity__lte", 2)), name="communities_plan_level"
            ),
        ),
        migrations.AddConstraint(
            model_name="planrevision",
            constraint=models.UniqueConstraint(fields=("plan", "number"), name="communities_plan_revision"),
        ),
        migrations.AddIndex(
            model_name="planreview",
            index=models.Index(fields=["plan", "-reviewed_on"], name="communities_plan_reviews"),
        ),
    ]
