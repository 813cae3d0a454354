"""One-line filters over `schoolcare.thai`; loaded into every template."""

from django import template

from schoolcare import identity, thai

register = template.Library()

register.filter("thai_date", thai.thai_date)
register.filter("thai_date_full", thai.thai_date_full)
register.filter("thai_date_era", thai.thai_date_era)
register.filter("thai_weekday", thai.thai_weekday)
register.filter("thai_time", thai.thai_time)
register.filter("thai_digits", thai.thai_digits)
register.filter("baht", thai.baht)
register.filter("baht_text", thai.baht_text)
register.filter("masked_id", thai.mask_citizen_id)
register.filter("masked_phone", identity.mask_phone)
