import django.db.models.deletion
from django.db import migrations, models


def index_again(apps, schema_editor):
    """Names that stand already are found under the new keys at once."""
    from registry.honours.services.name_index import index_everybody

    tables = {
        kind: apps.get_model('honours', model)
        for kind, model in (
            ('name', 'RecipientName'),
            ('token', 'NameToken'),
            ('pair', 'NamePair'),
            ('fragment', 'NameFragment'),
        )
    }
    index_everybody(lambda done: None, tables)


class Migration(migrations.Migration):

    dependencies = [
        ('honours', '0002_finding'),
    ]

    operations = [
        # A token was a name's, now it is a recipient's: the table is made afresh, then filled.
        migrations.DeleteModel(name='NameToken'),
        migrations.CreateModel(
            name='NameToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to='honours.recipient')),
            ],
            options={
                'indexes': [models.Index(fields=['key', 'recipient'], name='name_token_key')],
            },
        ),
        migrations.CreateModel(
            name='NamePair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField()),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pairs', to='honours.recipient')),
            ],
            options={
                'indexes': [models.Index(fields=['number', 'recipient'], name='name_pair_number')],
            },
        ),
        migrations.RunPython(index_again, migrations.RunPython.noop),
    ]
