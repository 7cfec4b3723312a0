#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# power_cuts.sh KERNEL_DIR LOG QUARTERMARKD POWER_CHECK [CUTS]: a guest with an ext4 disk takes 200 edges a second and a
# coach's acts; QEMU is killed at a random moment (seeded); the guest boots again on the same disk, is
# held against what its listener had heard, and goes on. CUTS (default 2) times. The guest's memory, its page cache
# with it, is lost at each cut; every write the guest gave to the disk is there (cache=writethrough).
# Exit: 0, 1 when something recorded is missing, 77 where QEMU or a kernel cannot be had.
set -euo pipefail

kernel=${1:?} log=${2:?} daemon=${3:?} check=${4:?} cuts=${5:-2}
here=$(dirname "$(readlink -f "$0")")
skip() { printf 'SKIP: %s\n' "$*"; exit 77; }
for tool in qemu-system-x86_64 busybox cpio xz mkfs.ext4; do
    command -v $tool >/dev/null || PATH=$PATH:/usr/sbin:/sbin command -v $tool >/dev/null ||
        skip "no $tool here (packages qemu-system-x86, busybox-static, cpio, xz-utils, e2fsprogs)."
done
"$here/fetch_kernel.sh" "$kernel" 2>&1 || exit $?

work=$(mktemp -d)
qemu=
trap '[ -z "$qemu" ] || kill -9 "$qemu" 2>/dev/null || true; rm -rf "$work"' EXIT
truncate -s 64M "$work/disk"
PATH=$PATH:/usr/sbin:/sbin mkfs.ext4 -q "$work/disk"
: >"$work/heard"
: >"$log"

boot() { # boots the guest with what was heard before; its serial line goes to $work/said
    "$here/make_initramfs.sh" "$kernel" "$work/image" "$here/guest/power.sh" "$daemon" "$check" \
        "$here/guest/daemon.sh" "$work/heard"
    qemu-system-x86_64 -M q35 -accel tcg,thread=multi -smp 2 -cpu qemu64 -m 512 \
        -nodefaults -no-user-config -nographic -serial "file:$work/said" -no-reboot \
        -drive "file=$work/disk,format=raw,if=virtio,cache=writethrough" \
        -kernel "$kernel/vmlinuz" -initrd "$work/image" \
        -append "console=ttyS0 quiet panic=-1 nokaslr qm_cut=$1" </dev/null >/dev/null 2>&1 &
    qemu=$!
}

count() { grep -c "$1" "$work/said" 2>/dev/null || true; }

wait_until() { # wait_until WORD NUMBER: the serial line has said it so often
    for _ in $(seq 1200); do
        [ "$(count "$1")" -lt "$2" ] || return 0
        kill -0 "$qemu" 2>/dev/null || return 1
        sleep 0.1
    done
    return 1
}

RANDOM=4711 # the seed of the moments
for cut in $(seq "$((cuts + 1))"); do
    : >"$work/said"
    boot "$cut"
    if [ "$cut" -gt 1 ]; then
        wait_until 'CHECKED' 1 || { tail -n 20 "$work/said"; exit 1; }
        grep -o 'power_check:.*' "$work/said" || true
        grep -q 'CHECKED 0' "$work/said" || exit 1
    fi
    if [ "$cut" -gt "$cuts" ]; then break; fi
    wait_until '"recorded_through"' $((2 + RANDOM % 60)) || { tail -n 20 "$work/said"; exit 1; }
    sleep "0.$((RANDOM % 10))"
    kill -9 "$qemu"
    wait "$qemu" 2>/dev/null || true
    qemu=
    tr -d '\r' <"$work/said" | grep '^{' >"$work/heard" || true
    cat "$work/said" >>"$log"
    echo "cut $cut: $(wc -l <"$work/heard") lines heard, the last of them on disk through" \
        "$(grep -o '"recorded_through","seq":[0-9]*' "$work/heard" | tail -n 1 | grep -o '[0-9]*$')"
done
echo "$cuts power cuts: nothing that was called recorded is missing"
