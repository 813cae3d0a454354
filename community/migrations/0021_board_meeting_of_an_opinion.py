from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("community", "0020_project_rows_in_order")]

    operations = [
        migrations.AddField(
            model_name="projectmove",
            name="board_meeting",
            field=models.PositiveBigIntegerField(
                blank=True, null=True, verbose_name="การประชุมในทะเบียน"
            ),
        ),
    ]
