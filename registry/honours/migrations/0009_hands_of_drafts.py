"""Who wrote the drafts that are there, as the journal has it: they do not publish them."""

import json

from django.db import migrations

AT_ONCE = 500
WRITES = ("conferral.record", "conferral.enter", "conferral.revise")
PARTS = ("evidence.revise", "evidence.remove", "conferralevent.enter")


def note_hands(apps, schema_editor):
    Conferral = apps.get_model("honours", "Conferral")
    Change = apps.get_model("honours", "Change")
    Hand = apps.get_model("honours", "Hand")
    drafts = dict(Conferral.objects.filter(state="draft").values_list("public_id", "pk"))
    found = set()
    ids = sorted(drafts)
    for start in range(0, len(ids), AT_ONCE):
        rows = Change.objects.filter(
            object_type="conferral",
            object_id__in=ids[start : start + AT_ONCE],
            action__in=WRITES,
            by__isnull=False,
        )
        found |= {(drafts[key], user) for key, user in rows.values_list("object_id", "by")}
    keys = set(drafts.values())
    rows = Change.objects.filter(action__in=PARTS, by__isnull=False)
    for before, after, user in rows.values_list("before", "after", "by").iterator():
        written = json.loads(before or after or "{}")
        if written.get("conferral_id") in keys:
            found.add((written["conferral_id"], user))
    Hand.objects.bulk_create(
        [Hand(conferral_id=key, user_id=user) for key, user in sorted(found)],
        ignore_conflicts=True,
        batch_size=AT_ONCE,
    )


class Migration(migrations.Migration):

    dependencies = [
        ("honours", "0008_four_eyes"),
    ]

    operations = [
        migrations.RunPython(note_hands, migrations.RunPython.noop),
    ]
