#!/usr/bin/env bash
# Starts the app and a job worker on this machine, with demo data in a new database.
set -euo pipefail
cd "$(dirname "$0")/.."
export LANG=C.UTF-8 PYTHONUNBUFFERED=1

default() { # default NAME VALUE: unless the environment or .env says otherwise
    [[ -n ${!1:-} ]] || grep -qE "^\s*$1=." .env || export "$1=$2"
}
setting() { # setting NAME: its value from the environment or .env
    [[ -n ${!1:-} ]] && echo "${!1}" || sed -nE "s/^\s*$1=[\"']?([^\"']*)[\"']?\s*$/\1/p" .env
}
default DEBUG 1
default SECURE_COOKIES 0
default SECURE_SSL_REDIRECT 0
default PORT 8000
address=127.0.0.1:$(setting PORT)
manage=(.venv/bin/python manage.py)

"${manage[@]}" migrate -v 0
if "${manage[@]}" shell -v 0 -c 'from schoolcare.models import School; raise SystemExit(School.objects.exists())'
then
    echo "New database: writing demo data."
    "${manage[@]}" demo
fi

case $(setting DEBUG) in
    1 | true | yes | on) web=("${manage[@]}" runserver "$address") ;;
    *)
        "${manage[@]}" collectstatic -v 0 --noinput
        web=(.venv/bin/gunicorn schoolcare.wsgi --bind "$address" --workers 2 --threads 4)
        ;;
esac

pids=()
stop() {
    trap - EXIT INT TERM
    kill "${pids[@]}" 2>/dev/null || true
    wait
}
trap stop EXIT
trap 'exit 0' INT TERM
"${manage[@]}" worker &
pids+=($!)
"${web[@]}" &
pids+=($!)

echo
echo "schoolcare: http://$address"
"${manage[@]}" shell -v 0 -c '
from schoolcare.context import DEMO_PASSWORD
from schoolcare.models import User
for user in User.objects.filter(is_demo=True, is_active=True).order_by("pk")[:12]:
    print(f"  {user.username:<20} {DEMO_PASSWORD}  {user.position}")'
echo "Ctrl-C stops the web server and the worker."
wait -n "${pids[@]}"
