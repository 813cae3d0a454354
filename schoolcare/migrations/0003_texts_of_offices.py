import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("schoolcare", "0002_local_administrator")]

    operations = [
        migrations.AddField(
            model_name="documenttext",
            name="district",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="schoolcare.district",
            ),
        ),
        migrations.AlterField(
            model_name="documenttext",
            name="school",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="schoolcare.school",
            ),
        ),
        migrations.AddConstraint(
            model_name="documenttext",
            constraint=models.UniqueConstraint(
                fields=["slug", "district", "subject_key"], name="document_text_once_office"
            ),
        ),
        migrations.AddConstraint(
            model_name="documenttext",
            constraint=models.CheckConstraint(
                condition=models.Q(school=None, district__isnull=False)
                | models.Q(school__isnull=False, district=None),
                name="document_text_one_place",
            ),
        ),
    ]
