#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Three athletes on simulated gates: in the console where there is a display, else in this terminal.
set -euo pipefail
bin=$(readlink -f "$1")
port=${QUARTERMARK_DEMO_PORT:-7400}
folder=$(mktemp -d)
daemon=
finish() {
    [ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT

cat >"$folder/quartermark.toml" <<TOML
[daemon]
source = "simulated"
[archive]
path = "$folder/demo.db"
[server]
port = $port
TOML
"$bin/quartermarkd" --config "$folder/quartermark.toml" &
daemon=$!

# The door, as any client opens it: one JSON object a line. `nc 127.0.0.1 7400` shows the same.
open_door() {
    local tries
    for tries in $(seq 50); do
        kill -0 "$daemon" 2>/dev/null || { daemon=; exit 1; }
        { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null && return
        sleep 0.1
    done
    echo "demo: the daemon does not answer on port $port" >&2
    exit 1
}
open_door
# A run of this name may be there from before: the demo's archive is new, so it is not.
cat >&3 <<'JSON'
{"type":"resume","since":0}
{"type":"run","id":"demo-1","run":"demo","distance_m":400,"start":"hand","entries":[{"athlete":"Mara Okafor","lane":1,"target_s":58,"sex":"women"},{"athlete":"Ken Adeyemi","delay_s":10,"target_s":52,"sex":"men"},{"athlete":"Jo Lindqvist","delay_s":20,"target_s":61,"sex":"women"}]}
{"type":"arm","id":"demo-2","run":"demo"}
{"type":"start","id":"demo-3","run":"demo","source":"hand"}
JSON

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ -x "$bin/quartermark-console" ]; then
    echo "The console follows three athletes on simulated gates. Look with 'nc 127.0.0.1 $port', too."
    "$bin/quartermark-console" "127.0.0.1:$port"
    exit 0
fi
echo "No display: the run in words. Look with 'nc 127.0.0.1 $port', too. It takes about 80 seconds."
"$bin/quartermark" watch "127.0.0.1:$port" &
watcher=$!
while read -r line <&3; do
    case $line in *'"event":"phase"'*'"phase":"ended"'*) break ;; esac
done
sleep 1
kill "$watcher" 2>/dev/null || { echo "demo: quartermark watch ended early" >&2; exit 1; }
echo "The end. The same run in a window: ./run demo on a machine with a display."
