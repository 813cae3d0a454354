from django.db import migrations, models


def fill(apps, schema_editor):
    """Of those that a later change opened again nobody knows any more."""
    words = apps.get_model("committee", "Confirmation").objects
    words.filter(state="certified").update(was_certified=True)


class Migration(migrations.Migration):
    dependencies = [("committee", "0018_papers_through_a_link")]

    operations = [
        migrations.AddField(
            model_name="confirmation",
            name="was_certified",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="ผลการตรวจคือรับรอง"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
