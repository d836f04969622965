"""Assistants ask, too: one more channel, whose word is longer than those before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("questions", "0002_reports")]

    operations = [
        migrations.AlterField(
            "askedquestion",
            "channel",
            models.CharField(
                verbose_name="channel",
                max_length=12,
                choices=[
                    ("bot", "Telegram"),
                    ("api", "REST"),
                    ("web", "page"),
                    ("prompt", "prompt"),
                    ("assistant", "assistant"),
                ],
            ),
        )
    ]
