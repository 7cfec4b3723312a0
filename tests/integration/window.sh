#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The console in a real window: window.sh PROGRAMS ARTEFACTS
# A daemon with simulated gates; a run made and started by keyboard and mouse; its split seen on the screen,
# in pixels; the daemon killed, and the console finding it again. Screenshots stay in ARTEFACTS.
set -euo pipefail
programs=$(readlink -f "$1")
artefacts=$(readlink -f "$2")

for tool in Xvfb xvfb-run xdotool import convert zbarimg; do
    command -v "$tool" >/dev/null || { echo "SKIPPED: $tool is not installed" >&2; exit 77; }
done
if [ -z "${QM_INSIDE_XVFB:-}" ]; then
    export QM_INSIDE_XVFB=1 LIBGL_ALWAYS_SOFTWARE=1
    exec xvfb-run -a -s "-screen 0 1280x720x24" "$0" "$programs" "$artefacts"
fi

folder=$(mktemp -d)
daemon='' console='' listener=''
# What the console keeps from one start to the next is not that of whoever runs this.
export XDG_CONFIG_HOME="$folder/config"
finish() {
    local job
    for job in $console $listener $daemon; do kill "$job" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT
fail() {
    echo "window: $*" >&2
    import -window root "$artefacts/window-failed.png" || true
    tail -n 20 "$folder"/*.out >&2 || true
    exit 1
}

# until_so SECONDS WHAT COMMAND...: tries until the command says yes.
until_so() {
    local tries=$(($1 * 10)) what=$2
    shift 2
    while ! "$@"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || fail "$what"
        sleep 0.1
    done
}

# --- the daemon and its door ---

is_free() { ! { exec 4<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null; }
is_open() { { exec 4<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null; }
port=$((20000 + $$ % 20000))
until is_free "$port"; do port=$((port + 1)); done
cat >"$folder/quartermark.toml" <<TOML
[daemon]
source = "simulated"
[archive]
path = "$folder/window.db"
[server]
port = $port
http_port = 0
tls_port = 0
TOML
start_daemon() {
    "$programs/quartermarkd" --config "$folder/quartermark.toml" >>"$folder/daemon.out" 2>&1 &
    daemon=$!
    until_so 20 "the daemon does not open its door" is_open
}
heard() { grep -q "$1" "$folder/heard.out"; }
start_daemon
# What any listener hears, to compare with what the window shows.
(exec 3<>"/dev/tcp/127.0.0.1/$port"; echo '{"type":"resume","since":0}' >&3; exec cat <&3) \
    >"$folder/heard.out" &
listener=$!

# --- the window ---

shot() { import -window root "$artefacts/window-$1.png"; }
# How many pixels of a box WxH+X+Y are darker than half, or of a colour.
dark_in() {
    import -window root png:- | convert - -crop "$1" +repage -colorspace Gray -threshold 50% \
        -negate -format '%[fx:round(mean*w*h)]' info:
}
coloured_in() {
    import -window root png:- | convert - -crop "$1" +repage -fuzz 8% -fill black +opaque "$2" \
        -fill white -opaque "$2" -colorspace Gray -threshold 50% \
        -format '%[fx:round(mean*w*h)]' info:
}
is_darker() { [ "$(dark_in "$1")" -gt "$2" ]; }
is_emptier() { [ "$(dark_in "$1")" -lt "$2" ]; }
in_trouble() { [ "$(coloured_in "$status" '#8A3300')" -gt 100 ]; }
is_well() { [ "$(coloured_in "$status" '#1E6B2E')" -gt 10 ] && ! in_trouble; }
press() { xdotool key --delay 60 "$@"; }
status=700x32+110+0       # the top line beside the name
first_cell=100x30+213+220 # the first athlete's split at the first gate
ready_keys=30x24+14+692   # the first of the key caps

"$programs/quartermark-console" "127.0.0.1:$port" >"$folder/console.out" 2>&1 &
console=$!
window=$(timeout 20 xdotool search --sync --onlyvisible --name '^Quartermark$' | head -n 1)
[ -n "$window" ] || fail "no window opened"
xdotool windowmove "$window" 0 0
xdotool windowfocus "$window"
until_so 20 "the top line does not show the daemon" is_well

# A run, by keyboard alone: 400 m, started by hand, two athletes.
press n
xdotool type --delay 30 '400'
press Return
xdotool type --delay 30 'hand'
press Return
xdotool type --delay 30 'Mara Okafor'
press Return
xdotool type --delay 30 '1'
press Return Return
xdotool type --delay 30 '48'
press Return
xdotool type --delay 30 'Ken'
press Return Return
xdotool type --delay 30 '5'
press Return
xdotool type --delay 30 '52'
press Return
shot set-up
press Return
until_so 20 "the daemon has made no run" heard '"event":"run"'
until_so 20 "the run is not on the board" is_darker 150x26+14+222 150
# Armed by a click on the key cap, started by the key.
xdotool mousemove 26 704 click 1 mousemove 640 500
until_so 20 "the run is not armed" heard '"phase":"armed"'
sleep 0.3
shot armed
is_emptier "$first_cell" 60 || fail "there is a split before the start"
press s
until_so 20 "the run does not run" heard '"phase":"running"'
until_so 60 "no split came" heard '"event":"split"'
until_so 5 "the split is not on the screen" is_darker "$first_cell" 120
shot live
press t
sleep 0.4
shot night
press t f
sleep 0.4
shot athlete
press Escape
sleep 0.3

# What a phone's camera reads off the screen opens the board.
read_code() {
    url=$(import -window root png:- | zbarimg --quiet --raw -Sdisable -Sqrcode.enable png:- 2>/dev/null)
}
opens_board() {
    python3 -c 'import sys, urllib.request
sys.exit(b"board.js" not in urllib.request.urlopen(sys.argv[1], timeout=5).read())' "$1"
}
for theme in sun night; do
    press q
    until_so 10 "no code can be read by $theme" read_code
    shot "board-code-$theme"
    opens_board "$url" || fail "the code's address opens no board: $url"
    press Escape t
    sleep 0.3
done
# The gates: the run has broken the first; lost and found again it is all still there.
press g
sleep 0.4
for theme in sun night; do
    shot "gates-$theme"
    press t
    sleep 0.3
done
[ "$(dark_in 300x60+10+50)" -gt 1000 ] || fail "the Gates screen has no verdict"
press i w m
sleep 0.4
shot gates-walk
press m Escape
sleep 0.3
press w
sleep 0.4
shot daemons
press Escape
sleep 0.3

# Killed, missed and found again, with the run still running.
kill -9 "$daemon"
wait "$daemon" 2>/dev/null || true
until_so 20 "the loss is not said" in_trouble
is_darker "$first_cell" 120 || fail "the split is gone with the daemon"
shot lost
start_daemon
until_so 30 "the daemon is not found again" is_well
is_darker "$first_cell" 120 || fail "the split did not come back"
shot found

kill "$console"
wait "$console" 2>/dev/null || true
console=''
grep -q '^theme sun$' "$XDG_CONFIG_HOME/quartermark/console" || fail "the preferences were not kept"

# Where no daemon answers, one key begins a simulated run, of which nothing stays.
kill "$daemon"
wait "$daemon" 2>/dev/null || true
daemon=''
"$programs/quartermark-console" --theme night "127.0.0.1:$port" >"$folder/console.out" 2>&1 &
console=$!
window=$(timeout 20 xdotool search --sync --onlyvisible --name '^Quartermark$' | head -n 1)
[ -n "$window" ] || fail "no window opened again"
xdotool windowmove "$window" 0 0
xdotool windowfocus "$window"
# How many pixels of a box are lighter than half: by night the ink is light.
is_lighter() {
    local light
    light=$(import -window root png:- | convert - -crop "$1" +repage -colorspace Gray \
        -threshold 50% -format '%[fx:round(mean*w*h)]' info:)
    [ "$light" -gt "$2" ]
}
until_so 20 "the first steps are not shown" is_lighter 400x40+90+160 200
shot first-steps
press Return
until_so 30 "no simulated run is on the board" is_lighter 150x26+14+222 150
sleep 1
shot simulated
trial=$(pgrep -P "$console" -x quartermarkd) || fail "the simulated run has no daemon of its own"
kill "$console"
wait "$console" 2>/dev/null || true
console=''
is_gone() { ! kill -0 "$trial" 2>/dev/null; }
until_so 10 "the simulated run's daemon outlives its console" is_gone
ls "$artefacts"/window-*.png
