# SPDX-License-Identifier: Apache-2.0
# Sourced by the guest cases with a daemon: quartermarkd on a 60 m lap, so that a lap of a few seconds is no faster than
# people run, and one connection to its TCP door.
mkdir -p /tmp/daemon

wait_for() { # wait_for SECONDS COMMAND...
    local tries=$(($1 * 10))
    shift
    while ! "$@"; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || return 1
        sleep 0.1
    done
}

die() {
    echo "FAILED: $*"
    cat /tmp/daemon/log
    [ -f said ] && tail -n 5 said
    exit 1
}

start_daemon() { # start_daemon SOURCE ARCHIVE GATE...: the gates stand evenly round the lap; SOURCE is gpiod or a log
    local source="source = \"$1\"" archive=$2 place=0
    [ -f "$1" ] && source="source = \"replay\"
replay_log = \"$1\""
    shift 2
    cat >/tmp/daemon/track.toml <<TRACK
lap_m = 60
straight_m = 10
radius_m = 6.0662
TRACK
    cat >/tmp/daemon/quartermark.toml <<SETTINGS
[daemon]
$source
track = "track.toml"
[archive]
path = "$archive"
[server]
address = "127.0.0.1"
SETTINGS
    for gate in "$@"; do
        cat >>/tmp/daemon/quartermark.toml <<SETTINGS
[[gate]]
id = "$gate"
at_m = $((place * 60 / $#))
chip = "$CHIP"
lines = [$place]
active_low = false
bias = "as-is"
SETTINGS
        place=$((place + 1))
    done
    quartermarkd --config /tmp/daemon/quartermark.toml >/tmp/daemon/log 2>&1 &
    daemon=$!
}

# One connection for all: what is written to descriptor 3 is sent, what the daemon says goes where the caller's does.
open_door() {
    mkfifo door
    exec 3<>door
    wait_for 30 sh -c 'nc 127.0.0.1 7400 </dev/null 2>/dev/null | grep -q hello' ||
        die "the door does not open"
    nc 127.0.0.1 7400 <door &
    listener=$!
    # A snapshot of nothing yet: from here on every event is heard.
    say '{"type":"resume","since":0}'
}
say() { echo "$1" >&3; }
heard() { grep -q "$1" said; }

# For a case that pulls lines: the daemon on the simulated chip, and what it says in `said`.
time_the_lines() {
    start_daemon gpiod session.db finish g15 g30 g45
    open_door >said
    wait_for 10 heard '"type":"hello"' || die "no hello"
    wait_for 10 heard '"type":"snapshot"' || die "no snapshot"
}

done_with_daemon() {
    kill $listener
    kill -TERM $daemon
    wait $daemon || die "the daemon did not end cleanly"
}
