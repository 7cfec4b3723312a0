#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# quartermark recompute and doctor: what would change is shown before it is kept; the doctor finds what is not well,
# the bundle has no secrets.
# usage: support.sh FOLDER-OF-PROGRAMS SOURCE-FOLDER
set -euo pipefail
bin=$1
logs=$2/tests/golden
folder=$(mktemp -d)
daemon=
trap '[ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
checks=0

# code, a part of what is said on either output, and the command
expect() {
    local code=$1 says=$2 got=0
    shift 2
    "$bin/quartermark" "$@" >out 2>error || got=$?
    checks=$((checks + 1))
    if [ "$got" != "$code" ] || ! grep -qF -- "$says" out error; then
        printf 'support.sh: %s gave %s, not %s, and said:\n' "$*" "$got" "$code" >&2
        cat out error >&2
        exit 1
    fi
}
holds() { checks=$((checks + 1)); "$@" || { printf 'support.sh: not so: %s\n' "$*" >&2; exit 1; }; }

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
settings() {  # further lines
    printf '[daemon]\nsource = "simulated"\n[archive]\npath = "a.db"\n[server]\nhttp_port = 0\ntls_port = 0\nport = %s\naddress = "127.0.0.1"\n%s\n' \
        "$port" "$1" >quartermark.toml
}
own=(--config quartermark.toml)

# Results made anew.
settings ''
expect 0 "now session" import "$logs/michael_johnson_1995.log" "${own[@]}"
expect 0 "now session" import "$logs/marita_koch_1982.log" "${own[@]}"
expect 0 "nothing changes" recompute --all "${own[@]}"
"$bin/quartermark" export --log "${own[@]}" >log.before
"$bin/quartermark" export --csv splits "${own[@]}" >splits.before
settings $'[timing]\nnoise_ms = 400\ntorso_ms = 500'
expect 0 "Nothing was written" recompute "${own[@]}"
holds grep -q '→' out
holds cmp -s splits.before <("$bin/quartermark" export --csv splits "${own[@]}")
cp out table
expect 0 "Kept." recompute --keep "${own[@]}"
holds cmp -s <(grep '→' table) <(grep '→' out)
if cmp -s splits.before <("$bin/quartermark" export --csv splits "${own[@]}"); then
    echo "support.sh: nothing was kept" >&2
    exit 1
fi
expect 0 "nothing changes" recompute "${own[@]}"
settings ''
expect 0 "Kept." recompute --keep "${own[@]}"
holds cmp -s splits.before <("$bin/quartermark" export --csv splits "${own[@]}")
holds cmp -s log.before <("$bin/quartermark" export --log "${own[@]}")
expect 2 "there is no session" recompute --session none "${own[@]}"

# What a damaged archive gave, inputs alone, is found by the doctor and made whole.
"$bin/quartermark" export --csv athletes --from 2000-01-01 "${own[@]}" >athletes.before
python3 - <<'END'
import sqlite3
archive = sqlite3.connect("a.db")
for table in ("edit", "act", "unassigned", "equivalent", "form", "split", "pulse", "passage", "entry", "run"):
    archive.execute(f"DELETE FROM {table}")
archive.commit()
END
expect 1 '2 of 2 sessions hold runs and no results' doctor "${own[@]}"
holds grep -q 'FAIL  archive .*`quartermark recompute --all --keep`' out
expect 0 "Kept." recompute --all --keep "${own[@]}"
holds cmp -s athletes.before <("$bin/quartermark" export --csv athletes --from 2000-01-01 "${own[@]}")

# The doctor, without a daemon and with one.
expect 1 "no quartermarkd answers on port $port" doctor "${own[@]}"
holds grep -q '▲ warn  backup' out
expect 0 "read back and whole" backup "${own[@]}"
"$bin/quartermarkd" "${own[@]}" 2>daemon.log &
daemon=$!
for _ in $(seq 200); do
    { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null && break
    kill -0 "$daemon" || { cat daemon.log >&2; exit 1; }
    sleep 0.05
done
exec 3>&-
settings $'[simulation]\nseed = 7 # password = "hunter2"'
expect 0 "quartermarkd" doctor "${own[@]}" --bundle help.tar.gz
holds grep -q '● ok    backup' out
holds grep -q "with the athletes' names" out
mkdir bundle
tar -xzf help.tar.gz -C bundle --strip-components=1
holds grep -q '● ok    archive' bundle/doctor.txt
holds grep -q '^quartermark [0-9]' bundle/versions.txt
holds grep -q '"type":"log"' bundle/session.log
if grep -rq hunter2 bundle; then echo "support.sh: a secret is in the bundle" >&2; exit 1; fi
expect 2 "does its folder exist" doctor "${own[@]}" --bundle no/such/folder.tar.gz
# What needs the archive to itself says that the daemon has it.
expect 1 "stop it first" recompute --keep "${own[@]}"
expect 1 "stop it first" import "$logs/ramon_miller_2009.log" "${own[@]}"
expect 1 "stop it first" restore backups/*.db --yes "${own[@]}"
expect 0 "read back and whole" backup "${own[@]}"
kill "$daemon"
wait "$daemon" || true
daemon=

# What was timed beside an archive of a newer version, brought back as the man page tells.
mkdir beside
settings ''
sed 's|a\.db|beside/quartermark.db|' quartermark.toml >beside.toml
"$bin/quartermark" import "$logs/ramon_miller_2009.log" --archive beside/quartermark.db >/dev/null
version_byte() { printf "\\$1" | dd of=beside/quartermark.db bs=1 seek=60 conv=notrunc 2>/dev/null; } # the first of four: SQLite's file header
version_byte 001
"$bin/quartermarkd" --config beside.toml 2>daemon.log &
daemon=$!
for _ in $(seq 200); do
    { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null && break
    kill -0 "$daemon" || { cat daemon.log >&2; exit 1; }
    sleep 0.05
done
cat <<'END' >&3
{"type":"run","id":"1","run":"r1","distance_m":400,"start":"hand","entries":[{"athlete":"Beside"}]}
{"type":"arm","id":"2","run":"r1"}
{"type":"start","id":"3","run":"r1","source":"hand"}
{"type":"end","id":"4","run":"r1"}
END
timeout 20 grep -q -m 1 '"id":"4"' <&3
exec 3>&-
"$bin/quartermark" doctor --config beside.toml >out || true
holds grep -q 'warn  aside .*quartermark.db.beside holds what was timed' out
kill "$daemon"
wait "$daemon" || true
daemon=
told=$(sed -n '/^\.Bd -literal/,/^\.Ed/{/^\./!p}' "$2/daemon/app/quartermarkd.8")
holds [ "$(grep -c 'quartermark export --log' <<<"$told")" = 1 ]
holds [ "$(grep -c 'quartermark import' <<<"$told")" = 1 ]
grep -v import <<<"$told" >export.sh
grep import <<<"$told" >import.sh
(cd beside && PATH=$bin:$PATH bash -e ../export.sh)
version_byte 000 # the newer program, now installed
(cd beside && PATH=$bin:$PATH bash -e ../import.sh) >out
holds grep -q "now session" out
expect 0 Beside export --csv athletes --archive beside/quartermark.db
expect 0 Miller export --csv athletes --from 2000-01-01 --archive beside/quartermark.db

# A closed archive on a read-only disk, where a kernel lets us make one.
mkdir disk
cp a.db "disk/a#1.db"
settings ''
sed 's|a\.db|disk/a#1.db|' quartermark.toml >disk.toml
cat >on_read_only_disk <<'END'
mount --bind disk disk && mount -o remount,bind,ro disk && exec "$@"
END
if unshare -rm sh on_read_only_disk true 2>/dev/null; then
    rm -f disk/*-wal disk/*-shm
    holds unshare -rm sh on_read_only_disk "$bin/quartermark" export --log --config disk.toml >log.read_only
    holds cmp -s log.read_only <("$bin/quartermark" export --log "${own[@]}")
    holds unshare -rm sh on_read_only_disk "$bin/quartermark" backup --config disk.toml copy.db >out 2>&1
    holds grep -q 'read back and whole' out
    unshare -rm sh on_read_only_disk "$bin/quartermark" doctor --config disk.toml >out || true
    holds grep -q '● ok    archive' out
    holds grep -q 'FAIL  room .*mounted read-only' out
    printf 'not folded in' >"disk/a#1.db-wal"
    unshare -rm sh on_read_only_disk "$bin/quartermark" doctor --config disk.toml >out || true
    holds grep -q 'FAIL  archive .*its disk is read-only' out
else
    echo "support.sh: this kernel gives no read-only disk to try"
fi

printf 'x' | dd of=a.db bs=1 seek=20 conv=notrunc 2>/dev/null
head -c 9000 /dev/zero | tr '\0' x | dd of=a.db bs=1 seek=20000 conv=notrunc 2>/dev/null
expect 1 "FAIL  archive" doctor "${own[@]}"
settings 'prot = 1'
expect 1 "FAIL  settings" doctor "${own[@]}"
echo "$checks checks of recompute and doctor"
