from django.db import migrations
from django.db.models import Count
from django.db.models.functions import Substr


def count(apps, schema_editor):
    """Count by country and by office what is on record already; new records are by the services."""
    published = apps.get_model('honours', 'Conferral').objects.filter(state='published')
    rows = published.order_by().annotate(of_year=Substr('counts_on', 1, 4))
    for model, column, beside in (
        ('CountryTally', 'country', 'recipient__citizenships__country'),
        ('OfficeTally', 'office', 'offices__office'),
    ):
        table = apps.get_model('honours', model)
        counted = rows.values_list('award', 'of_year', beside).annotate(count=Count('pk'))
        table.objects.bulk_create(
            (
                table(award_id=award, year=year, conferrals=number, **{column: key or ''})
                for award, year, key, number in counted
            ),
            batch_size=5000,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('honours', '0005_summaries'),
    ]

    operations = [
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
    ]
