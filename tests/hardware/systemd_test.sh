#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# systemd_test.sh FOLDER: systemd's own opinion of the files of systemd/. The units must be without fault and
# the services score below 3 (chrony's is at 3.7), the accounts must be what sysusers understands.
set -euo pipefail
folder=${1:?}
command -v systemd-analyze >/dev/null || { echo "SKIP: no systemd-analyze here."; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$folder"/*.timer "$work"
for unit in quartermarkd quartermark-backup; do
    # The program is not installed where a test runs: another one stands in for it.
    sed 's#^ExecStart=[^ ]*#ExecStart=/bin/true#; s#@[A-Z_]*@##g' "$folder/$unit.service.in" \
        >"$work/$unit.service"
done

for unit in quartermarkd.service quartermark-backup.service quartermark-backup.timer; do
    said=$(systemd-analyze verify --man=no "$work/$unit" 2>&1) ||
        { echo "$unit has a fault: $said"; exit 1; }
    # Faults of other units of this machine are not ours; an unknown key of ours is only a warning there.
    if grep -q "$work/$unit" <<<"$said"; then echo "$unit has a fault: $said"; exit 1; fi
done

for unit in quartermarkd.service quartermark-backup.service; do
    systemd-analyze security --offline=yes --no-pager --threshold=30 "$work/$unit" |
        tail -n 1 || { echo "the exposure of $unit is 3.0 or more"; exit 1; }
done

if command -v systemd-sysusers >/dev/null; then
    mkdir "$work/root"
    said=$(systemd-sysusers --dry-run --root="$work/root" "$(readlink -f "$folder/quartermark.sysusers")" 2>&1) ||
        { echo "sysusers does not understand the accounts: $said"; exit 1; }
    for wanted in "group 'gpio'" "user 'quartermark'"; do
        grep -q "$wanted" <<<"$said" || { echo "sysusers would not make $wanted: $said"; exit 1; }
    done
fi
