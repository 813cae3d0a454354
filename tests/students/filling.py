"""Forms of the registry opened and sent as a browser does."""

from django.urls import reverse


def page(name, *args):
    return reverse(f"students:{name}", args=args)


def opened(client, url):
    """What the form holds when it is opened, hidden fields included, as a browser would send it."""
    form = client.get(url).context["form"]
    held = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in held.items() if value not in (None, False, "", [])}


def send(client, url, **typed):
    """Open the form, type, send."""
    return client.post(url, opened(client, url) | typed)


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}
