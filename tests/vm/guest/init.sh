#!/bin/busybox sh
# SPDX-License-Identifier: Apache-2.0
# First process of the guest: makes a chip of eight simulated lines, runs /guest.sh, gives its status, ends.
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -t tmpfs tmp /tmp
ip link set lo up

insmod /lib/modules/configfs.ko && insmod /lib/modules/gpio-sim.ko
mount -t configfs none /sys/kernel/config
chip=/sys/kernel/config/gpio-sim/track
mkdir -p $chip/bank
echo 8 >$chip/bank/num_lines
for line in 0 1 2 3; do
    mkdir $chip/bank/line$line
    echo "BEAM$line" >$chip/bank/line$line/name
done
echo 1 >$chip/live

# What the scripts work with.
export CHIP="/dev/$(cat $chip/bank/chip_name)"
export PULLS="/sys/devices/platform/$(cat $chip/dev_name)/$(cat $chip/bank/chip_name)"
cd /tmp
sh /guest.sh
echo "GUEST STATUS $?"
poweroff -f
