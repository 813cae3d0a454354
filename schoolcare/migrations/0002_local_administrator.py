from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("schoolcare", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="school",
            name="executive_name",
            field=models.CharField(blank=True, max_length=150, verbose_name="ชื่อนายก"),
        ),
        migrations.AlterField(
            model_name="school",
            name="executive_position",
            field=models.CharField(blank=True, max_length=150, verbose_name="ตำแหน่งนายก"),
        ),
        migrations.AddField(
            model_name="school",
            name="administrator_name",
            field=models.CharField(blank=True, max_length=150, verbose_name="ชื่อปลัด"),
        ),
        migrations.AddField(
            model_name="school",
            name="administrator_position",
            field=models.CharField(blank=True, max_length=150, verbose_name="ตำแหน่งปลัด"),
        ),
    ]
