"""Of whose history each row about a part is: read from the sealed rows, some thousand at a time."""

import json

from django.db import migrations

PARTS = {
    "evidence": ("conferral_id", "conferral"),
    "conferralevent": ("conferral_id", "conferral"),
    "recipientname": ("recipient_id", "recipient"),
    "citizenship": ("recipient_id", "recipient"),
    "externalid": ("recipient_id", "recipient"),
    "awardname": ("award_id", "award"),
    "awardperiod": ("award_id", "award"),
    "grade": ("award_id", "award"),
    "gradename": ("grade_id", "grade"),
}
KEYS = {"conferral": "public_id", "recipient": "public_id", "award": "slug", "grade": "pk"}
AT_ONCE = 2_000


def fill(apps, schema_editor):
    change = apps.get_model("honours", "Change")
    subject = apps.get_model("honours", "ChangeSubject")
    rows = change.objects.filter(object_type__in=PARTS).order_by("pk")
    merges = change.objects.filter(action="recipient.merge").order_by("pk")
    made = []
    for row in merges.iterator(chunk_size=AT_ONCE):
        merged = json.loads(row.after)["merged"]
        made.append(subject(change_id=row.pk, object_type="recipient", object_id=merged))
    subject.objects.bulk_create(made, batch_size=AT_ONCE)
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        last = chunk[-1].pk
        _fill_chunk(apps, subject, chunk)


def _fill_chunk(apps, subject, chunk):
    owners = {}
    for row in chunk:
        column, table = PARTS[row.object_type]
        written = json.loads(row.after or row.before or "{}")
        if written.get(column):
            owners.setdefault(table, {})[row.pk] = written[column]
    for table, wanted in owners.items():
        found = apps.get_model("honours", table).objects.filter(pk__in=set(wanted.values()))
        ids = dict(found.values_list("pk", KEYS[table]))
        subject.objects.bulk_create(
            subject(change_id=pk, object_type=table, object_id=str(ids[owner]))
            for pk, owner in wanted.items()
            if owner in ids
        )


class Migration(migrations.Migration):
    dependencies = [("honours", "0012_entering")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
