#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# systemd_test.sh FOLDER: systemd's own opinion of the files of systemd/. The unit must be without fault and
# score below 3 (chrony's is at 3.7), the accounts must be what sysusers understands.
set -euo pipefail
folder=${1:?}
command -v systemd-analyze >/dev/null || { echo "SKIP: no systemd-analyze here."; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The program is not installed where a test runs: another one stands in for it.
sed 's#^ExecStart=[^ ]*#ExecStart=/bin/true#; s#@[A-Z_]*@##g' "$folder/quartermarkd.service.in" \
    >"$work/quartermarkd.service"

said=$(systemd-analyze verify --man=no "$work/quartermarkd.service" 2>&1) ||
    { echo "the unit has a fault: $said"; exit 1; }
# Faults of other units of this machine are not ours; an unknown key of ours is only a warning there.
if grep -q "$work/quartermarkd.service" <<<"$said"; then echo "the unit has a fault: $said"; exit 1; fi

systemd-analyze security --offline=yes --no-pager --threshold=30 "$work/quartermarkd.service" |
    tail -n 1 || { echo "the unit's exposure is 3.0 or more"; exit 1; }

if command -v systemd-sysusers >/dev/null; then
    mkdir "$work/root"
    said=$(systemd-sysusers --dry-run --root="$work/root" "$(readlink -f "$folder/quartermark.sysusers")" 2>&1) ||
        { echo "sysusers does not understand the accounts: $said"; exit 1; }
    for wanted in "group 'gpio'" "user 'quartermark'"; do
        grep -q "$wanted" <<<"$said" || { echo "sysusers would not make $wanted: $said"; exit 1; }
    done
fi
