#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# quartermark backup and restore on sticks that are full, read-only, missing; with rotation. Sticks are small file
# systems in memory, in a mount namespace of the test's own.
# usage: backup.sh FOLDER-OF-PROGRAMS SOURCE-FOLDER
set -euo pipefail
if [ -z "${QM_OWN_MOUNTS:-}" ]; then
    if ! unshare -rm true 2>/dev/null; then
        echo "SKIPPED: this machine gives no mount namespace" >&2
        exit 77
    fi
    QM_OWN_MOUNTS=1 exec unshare -rm "$0" "$@"
fi
quartermark=$1/quartermark
logs=$2/tests/golden
folder=$(mktemp -d)
trap 'cd /; umount "$folder/full" "$folder/locked" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
checks=0

# code, a part of what is said on standard error, and the command
expect() {
    local code=$1 says=$2 got=0
    shift 2
    "$quartermark" "$@" >out 2>error || got=$?
    checks=$((checks + 1))
    if [ "$got" != "$code" ] || { [ -n "$says" ] && ! grep -qF -- "$says" error; }; then
        printf 'backup.sh: %s gave %s and said:\n' "$*" "$got" >&2
        cat out error >&2
        exit 1
    fi
}
holds() { checks=$((checks + 1)); "$@" || { printf 'backup.sh: not so: %s\n' "$*" >&2; exit 1; }; }

for log in "$logs"/*.log; do
    "$quartermark" import "$log" --archive a.db >/dev/null
done
mkdir full locked stick
mount -t tmpfs -o size=64k tmpfs full
mount -t tmpfs -o ro tmpfs locked

expect 0 "" backup stick --archive a.db
holds [ "$(ls stick | wc -l)" = 1 ]
holds [ "$(sqlite3 "$(ls stick/*)" 'PRAGMA integrity_check')" = ok ]
expect 0 "" backup --archive a.db
holds [ "$(ls backups | wc -l)" = 1 ]
expect 0 "" backup stick/mine.db --archive a.db

expect 1 "there is not enough room" backup full --archive a.db
expect 1 "Read-only file system" backup locked --archive a.db
expect 2 "is the stick plugged in" backup gone/mine.db --archive a.db
expect 2 "is the archive itself" backup a.db --archive a.db
expect 2 "there is no archive" backup stick --archive none.db
expect 2 "is no backup of Quartermark's" backup error --archive a.db
holds [ -z "$(find full locked -type f)" ]

# Results on a stick that is full: what was there stays, and no half of a file.
echo "as it was" >full/results.json
head -c 60000 /dev/zero >full/photo
expect 1 "could not be written: No space left" export --json --from 2020-01-01 --archive a.db -o full/results.json
holds [ "$(cat full/results.json)" = "as it was" ]
holds [ ! -e full/results.json.part ]
expect 2 "cannot be written: Read-only file system" export --json --archive a.db -o locked/results.json

# A fortnight of nights: the oldest that is neither of the last seven days nor of a week goes.
for day in 01 02 03 04 05 06 07 08 09 10 11 12 13 14; do
    cp stick/mine.db "backups/quartermark-2020-09-${day}T03-10-00Z.db"
done
touch backups/notes.txt
expect 0 "" backup --archive a.db
holds grep -q Deleted out
holds [ -e backups/notes.txt ]
holds [ -e backups/quartermark-2020-09-14T03-10-00Z.db ]
holds [ ! -e backups/quartermark-2020-09-02T03-10-00Z.db ]

# Back again.
before=$("$quartermark" export --archive a.db)
"$quartermark" import "$logs/scenarios/clean.log" --archive a.db >/dev/null 2>&1 ||
    "$quartermark" import "$(ls "$logs"/scenarios/*.log | head -n 1)" --archive a.db >/dev/null
after=$("$quartermark" export --archive a.db)
holds [ "$before" != "$after" ]
expect 0 "" restore stick/mine.db --archive a.db
holds grep -q "Nothing was changed" out
holds grep -q "not in the backup" out
holds [ "$("$quartermark" export --archive a.db)" = "$after" ]
expect 0 "" restore stick/mine.db --archive a.db --yes
holds [ "$("$quartermark" export --archive a.db)" = "$before" ]
holds [ "$("$quartermark" export --archive "$(ls a.db.before-restore-*Z)")" = "$after" ]
expect 2 "there is no archive" restore stick/none.db --archive a.db
echo "Dear coach" >letter.db
expect 1 "damaged or not an archive" restore letter.db --archive a.db --yes
holds [ "$("$quartermark" export --archive a.db)" = "$before" ]
echo "$checks checks of backup and restore"
