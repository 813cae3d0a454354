# Sourced: `start_postgres` starts a server of its own in a temporary folder, on a free port of
# 127.0.0.1, sets POSTGRES_URL, and stops and removes it when the shell exits.

if [[ $(id -u) == 0 ]]; then # initdb and postgres refuse to run as root
    as_postgres=(setpriv --reuid=postgres --regid=postgres --init-groups)
else
    as_postgres=()
fi

stop_postgres() {
    if [[ -n ${postgres_pid:-} ]]; then
        kill -INT "$postgres_pid" 2>/dev/null || true
        wait "$postgres_pid" 2>/dev/null || true
    fi
    rm -rf "${postgres_home:?}"
}

postgres_programs() { # the folder of the newest installed server
    find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1 | xargs -r dirname
}

free_port() {
    .venv/bin/python -c '
import socket
with socket.socket() as s:
    s.bind(("127.0.0.1", 0))
    print(s.getsockname()[1])'
}

start_postgres() {
    if [[ -z $(postgres_programs) ]]; then
        [[ $(id -u) == 0 ]] || { echo "Please run: sudo apt-get install -y postgresql"; return 1; }
        { apt-get update && apt-get install -y --no-install-recommends postgresql; } \
            >/dev/null 2>&1 </dev/null
    fi
    local programs port
    programs=$(postgres_programs)
    port=$(free_port)
    postgres_home=$(mktemp -d)
    trap stop_postgres EXIT
    [[ $(id -u) != 0 ]] || chown postgres "$postgres_home"
    cd "$postgres_home"
    "${as_postgres[@]}" "$programs/initdb" -D data -U postgres -A trust -E UTF8 \
        --locale=C.UTF-8 --no-sync >log 2>&1 || { cat log; return 1; }
    # Test data need no protection against a power cut.
    "${as_postgres[@]}" "$programs/postgres" -D data -p "$port" -k "$postgres_home" \
        -c listen_addresses=127.0.0.1 -c max_connections=300 \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off >>log 2>&1 </dev/null &
    postgres_pid=$!
    cd "$OLDPWD"
    POSTGRES_URL=postgres://postgres@127.0.0.1:$port/postgres
    for _ in $(seq 60); do
        "$programs/pg_isready" -q -h 127.0.0.1 -p "$port" && return
        sleep 0.5
    done
    cat "$postgres_home/log"
    return 1
}

migrate_postgres() { # migrate_postgres NAME: a new database, made by the migrations
    local address=${POSTGRES_URL%/*}
    "$(postgres_programs)/createdb" "--maintenance-db=${POSTGRES_URL/postgres:/postgresql:}" "$1"
    DATABASE_URL=$address/$1 .venv/bin/python manage.py migrate -v 0
}
