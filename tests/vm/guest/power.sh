# SPDX-License-Identifier: Apache-2.0
# Guest of the power cuts: checks the archive against what was heard before the last cut, then takes edges and
# acts, and says what it hears on the serial line, until the power goes.
. /share/daemon.sh
for module in crc16 mbcache jbd2 ext4 virtio_blk; do
    insmod /lib/modules/$module.ko || exit 1
done
mkdir -p /disk
mount -t ext4 /dev/vda /disk || exit 1

if [ -s /share/heard ]; then
    power_check /disk/quartermark.db /share/heard
    echo "CHECKED $?"
fi

# A beam at each gate, 200 edges a second for two minutes.
{
    echo '{"type":"log","version":1,"track":{"lap_m":60},"gates":[{"id":"finish","at_m":0},{"id":"g30","at_m":30}]}'
    awk 'BEGIN { for (i = 1; i <= 24000; ++i)
        printf "{\"type\":\"edge\",\"t_ns\":%d000000,\"gate\":\"%s\",\"beam\":0,\"broken\":%s}\n",
            i * 5, int(i / 2) % 2 ? "g30" : "finish", i % 2 ? "false" : "true" }'
} >/tmp/daemon/edges.log

start_daemon /tmp/daemon/edges.log /disk/quartermark.db finish g30
open_door
n=0
while true; do
    run="\"run\":\"r$((n / 4))\",\"id\":\"$n\""
    case $((n % 4)) in
        0) act="\"type\":\"run\",\"distance_m\":600,\"start\":\"hand\",\"entries\":[{\"athlete\":\"Mara\",\"target_s\":100}]" ;;
        1) act='"type":"arm"' ;;
        2) act='"type":"start","source":"hand"' ;;
        3) act='"type":"end"' ;;
    esac
    say "{$act,$run}"
    n=$((n + 1))
    sleep 0.2
done
