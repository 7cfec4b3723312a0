# SPDX-License-Identifier: Apache-2.0
# Sourced by the guest cases with a daemon: starts quartermarkd on the simulated chip and opens its TCP door.
# A 60 m lap with gates every 15 m, so that a lap of a few seconds is no faster than people run.
mkdir -p /tmp/daemon
cat >/tmp/daemon/track.toml <<TRACK
lap_m = 60
straight_m = 10
radius_m = 6.0662
TRACK
cat >/tmp/daemon/quartermark.toml <<SETTINGS
[daemon]
source = "gpiod"
track = "track.toml"
[archive]
path = "session.db"
[server]
address = "127.0.0.1"
SETTINGS
place=0
for gate in finish g15 g30 g45; do
    cat >>/tmp/daemon/quartermark.toml <<SETTINGS
[[gate]]
id = "$gate"
at_m = $((place * 15))
chip = "$CHIP"
lines = [$place]
active_low = false
bias = "as-is"
SETTINGS
    place=$((place + 1))
done

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

quartermarkd --config /tmp/daemon/quartermark.toml >/tmp/daemon/log 2>&1 &
daemon=$!

# One connection for all: what is written to descriptor 3 is sent, what the daemon says is in `said`.
mkfifo door
exec 3<>door
wait_for 30 sh -c 'nc 127.0.0.1 7400 </dev/null 2>/dev/null | grep -q hello' || die "the door does not open"
nc 127.0.0.1 7400 <door >said &
listener=$!
say() { echo "$1" >&3; }
heard() { grep -q "$1" said; }
wait_for 10 heard '"type":"hello"' || die "no hello"
# A snapshot of nothing yet: from here on every event is heard.
say '{"type":"resume","since":0}'
wait_for 10 heard '"type":"snapshot"' || die "no snapshot"

done_with_daemon() {
    kill $listener
    kill -TERM $daemon
    wait $daemon || die "the daemon did not end cleanly"
}
