# SPDX-License-Identifier: Apache-2.0
# Guest of the power cuts: checks the archive against what was heard before the last cut, then takes edges and
# acts, and says what it hears on the serial line, until the power goes.
for module in crc16 mbcache jbd2 ext4 virtio_blk; do
    insmod /lib/modules/$module.ko || exit 1
done
mkdir -p /disk
mount -t ext4 /dev/vda /disk || exit 1

if [ -s /share/heard ]; then
    power_check /disk/quartermark.db /share/heard
    echo "CHECKED $?"
fi

mkdir -p /tmp/daemon
cat >/tmp/daemon/track.toml <<TRACK
lap_m = 60
straight_m = 10
radius_m = 6.0662
TRACK
cat >/tmp/daemon/quartermark.toml <<SETTINGS
[daemon]
source = "replay"
replay_log = "/tmp/daemon/edges.log"
track = "track.toml"
[archive]
path = "/disk/quartermark.db"
[server]
address = "127.0.0.1"
[[gate]]
id = "finish"
at_m = 0
lines = [0]
[[gate]]
id = "g30"
at_m = 30
lines = [1]
SETTINGS
# A beam at each gate, 200 edges a second for two minutes.
{
    echo '{"type":"log","version":1,"track":{"lap_m":60},"gates":[{"id":"finish","at_m":0},{"id":"g30","at_m":30}]}'
    awk 'BEGIN { for (i = 1; i <= 24000; ++i)
        printf "{\"type\":\"edge\",\"t_ns\":%d000000,\"gate\":\"%s\",\"beam\":0,\"broken\":%s}\n",
            i * 5, int(i / 2) % 2 ? "g30" : "finish", i % 2 ? "false" : "true" }'
} >/tmp/daemon/edges.log

quartermarkd --config /tmp/daemon/quartermark.toml >/tmp/daemon/log 2>&1 &
mkfifo door
exec 3<>door
answers() { nc 127.0.0.1 7400 </dev/null 2>/dev/null | grep -q hello; }
for _ in $(seq 300); do
    answers && break
    sleep 0.1
done
answers || { cat /tmp/daemon/log; exit 1; }
nc 127.0.0.1 7400 <door &
echo '{"type":"resume","since":0}' >&3
n=0
while true; do
    run="\"run\":\"r$((n / 4))\",\"id\":\"$n\""
    case $((n % 4)) in
        0) act="\"type\":\"run\",\"distance_m\":600,\"start\":\"hand\",\"entries\":[{\"athlete\":\"Mara\",\"target_s\":100}]" ;;
        1) act='"type":"arm"' ;;
        2) act='"type":"start","source":"hand"' ;;
        3) act='"type":"end"' ;;
    esac
    echo "{$act,$run}" >&3
    n=$((n + 1))
    sleep 0.2
done
