#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run_vm.sh KERNEL_DIR LOG GUEST_SCRIPT FILE...: boots the FILEs (programs and data) in QEMU with the kernel's own
# simulated GPIO chip, runs the script there, shows and keeps what it said. Exit: the script's own status, 1
# when the guest died or took longer than QM_VM_SECONDS (default 240), 77 where QEMU or a kernel cannot be had.
set -euo pipefail

kernel=${1:?} log=${2:?} script=${3:?}
shift 3
here=$(dirname "$(readlink -f "$0")")
skip() { printf 'SKIP: %s\n' "$*"; exit 77; }

command -v qemu-system-x86_64 >/dev/null || skip "no qemu-system-x86_64 here (package qemu-system-x86)."
for tool in busybox cpio xz; do
    command -v $tool >/dev/null || skip "no $tool here (packages busybox-static, cpio, xz-utils)."
done
"$here/fetch_kernel.sh" "$kernel" 2>&1 || exit $?

image=$(mktemp)
trap 'rm -f "$image"' EXIT
"$here/make_initramfs.sh" "$kernel" "$image" "$script" "$@"

# Emulated also where KVM is at hand: the same everywhere, and nested KVM fails in its own ways.
boot() {
    timeout "${QM_VM_SECONDS:-240}" qemu-system-x86_64 -M q35 -accel tcg,thread=multi -smp 2 -cpu qemu64 -m 512 \
        -nodefaults -no-user-config -nographic -serial stdio -no-reboot \
        -kernel "$kernel/vmlinuz" -initrd "$image" \
        -append "console=ttyS0 quiet panic=-1 nokaslr" </dev/null 2>&1 | tr -d '\r' | tee "$log" || true
}

# While the guest's kernel patches its own code, its other processor can be emulated into the breakpoint that guards
# the place: seldom, at boot only, and no fault of what is tested. Any other death is one.
mkdir -p "$(dirname "$log")"
for attempt in 1 2 3; do
    boot
    grep -q 'Oops: int3' "$log" || break
    echo "run_vm: the emulator tripped over the kernel's own patching, attempt $attempt"
done

status=$(sed -n 's/^GUEST STATUS \([0-9]\+\)$/\1/p' "$log" | tail -n 1)
[ -n "$status" ] || { echo "run_vm: the guest died or ran out of time; see $log"; exit 1; }
exit "$status"
