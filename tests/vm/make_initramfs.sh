#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# make_initramfs.sh KERNEL_DIR OUT GUEST_SCRIPT FILE...: packs a small Linux: busybox, the GPIO modules, the
# programs among FILEs with the libraries they need (all in /bin and their own places), other FILEs in /share,
# and an /init that makes the simulated chip, runs the script and powers off.
set -euo pipefail

kernel=${1:?} out=${2:?} script=${3:?}
shift 3
here=$(dirname "$(readlink -f "$0")")
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

mkdir -p "$root"/{bin,dev,etc,lib/modules,proc,share,sys,tmp,var/lib,run}
cp "$(command -v busybox)" "$root/bin/busybox"
cp "$kernel"/*.ko "$root/lib/modules/"
cp "$here/guest/init.sh" "$root/init"
cp "$script" "$root/guest.sh"
chmod 755 "$root/init" "$root/guest.sh"
printf 'root:x:0:0::/:/bin/sh\n' >"$root/etc/passwd"
printf 'root:x:0:\n' >"$root/etc/group"
printf '127.0.0.1 localhost\n' >"$root/etc/hosts"

copy_libraries() {
    ldd "$1" 2>/dev/null | grep -o '/[^ ]*' | while read -r library; do
        [ -e "$root$library" ] && continue
        mkdir -p "$root$(dirname "$library")"
        cp -L "$library" "$root$library"
        strip --strip-unneeded "$root$library" 2>/dev/null || true
    done
}

for file in "$@"; do
    if [ -x "$file" ]; then
        cp "$file" "$root/bin/"
        strip "$root/bin/$(basename "$file")" 2>/dev/null || true
        copy_libraries "$file"
    else
        cp "$file" "$root/share/"
    fi
done
(cd "$root" && find . | cpio --quiet -o -H newc -R 0:0) | gzip -1 >"$out"
