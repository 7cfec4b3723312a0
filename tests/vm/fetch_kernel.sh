#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# fetch_kernel.sh DIR: puts vmlinuz and the modules of a Debian kernel that has gpio-sim into DIR: the simulated
# chip's, and those of an ext4 disk. Debian's 6.x kernels are built without it; those from 7.x on have it. Nothing is installed
# and no root is needed: apt-get works in a state folder of its own, with this machine's own mirror.
# A second call finds DIR filled and does nothing. Exit: 0 there, 77 no such kernel can be had.
set -euo pipefail

dir=$(mkdir -p "${1:?usage: fetch_kernel.sh DIR}" && cd "$1" && pwd)
skip() { printf 'SKIP: %s\n' "$*" >&2; exit 77; }

modules=(configfs gpio-sim crc16 mbcache jbd2 ext4 virtio_blk)

exec 9>"$dir/lock"
flock 9
[ -s "$dir/complete-with-disk" ] && exit 0

[ "$(uname -m)" = x86_64 ] || skip "the GPIO lab boots amd64 kernels only; this machine is $(uname -m)."
command -v apt-get >/dev/null || skip "no apt-get here to download a Debian kernel with gpio-sim."

# The address this machine takes its own Debian packages from.
own_mirror() {
    {
        sed -n 's/^URIs:[[:space:]]*//p' /etc/apt/sources.list.d/*.sources 2>/dev/null || true
        sed -n 's/^deb[[:space:]]\+\(\[[^]]*\][[:space:]]*\)\?\([^[:space:]]\+\).*/\2/p' \
            /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null || true
    } | tr ' ' '\n' | grep -m 1 -E '/debian/?$' || true
}

# In an array: this machine's own lists, caches and settings are neither read nor changed.
prepare_apt() {
    local suite=$1 root="$dir/apt-$1"
    mkdir -p "$root"/{none,state/lists/partial,cache/archives/partial}
    : >"$root/status"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" \
        >"$root/sources.list"
    apt_options=(-qq -o "Dir::State=$root/state" -o "Dir::Cache=$root/cache"
        -o "Dir::State::status=$root/status" -o "Dir::Etc::sourcelist=$root/sources.list"
        -o "Dir::Etc::sourceparts=$root/none" -o "Dir::Etc::preferences=$root/none/one"
        -o "Dir::Etc::preferencesparts=$root/none"
        -o "APT::Sandbox::User=" -o "Acquire::Languages=none" -o "Acquire::Retries=3"
        -o "APT::Architecture=amd64" -o "APT::Architectures=amd64")
}

# The names on a package's "Depends" line that begin with `$2`, and the package itself.
depends_on() {
    apt-cache "${apt_options[@]}" depends "$1" 2>/dev/null |
        sed -n 's/^ *|\{0,1\}Depends: //p' | grep -E "^$2" || true
}

# The metapackage linux-image-amd64 names the newest kernel; from 7.x on the image is two packages.
download() {
    local suite=$1 image parts
    prepare_apt "$suite"
    apt-get "${apt_options[@]}" update >&2 || return 1
    image=$(depends_on linux-image-amd64 'linux-image-[0-9]' | head -n 1)
    case "$image" in
        '' | linux-image-[0-6].*) return 1 ;;
    esac
    parts=$(depends_on "$image" 'linux-(binary|modules)-[0-9]')
    echo "fetch_kernel: $image of $suite from $mirror" >&2
    mkdir -p "$dir/packages"
    # shellcheck disable=SC2086  # several names
    (cd "$dir/packages" && rm -f ./*.deb && apt-get "${apt_options[@]}" download ${parts:-$image} >&2)
}

unpack() {
    local package name found wanted=()
    for name in "${modules[@]}"; do wanted+=("$name.ko*"); done
    rm -rf "$dir/root"
    mkdir -p "$dir/root"
    for package in "$dir"/packages/*.deb; do
        dpkg-deb --fsys-tarfile "$package" |
            tar -x -C "$dir/root" --wildcards --no-anchored 'vmlinuz*' "${wanted[@]}" \
                2>/dev/null || true
    done
    found=$(find "$dir/root" -name 'vmlinuz*' -type f | head -n 1)
    [ -n "$found" ] || return 1
    cp "$found" "$dir/vmlinuz"
    for name in "${modules[@]}"; do
        found=$(find "$dir/root" -name "$name.ko*" | head -n 1)
        case "$found" in
            *.xz) xz -dc "$found" >"$dir/$name.ko" ;;
            *.ko) cp "$found" "$dir/$name.ko" ;;
        esac
    done
    for name in "${modules[@]}"; do [ -s "$dir/$name.ko" ] || return 1; done
}

mirror=$(own_mirror)
[ -n "$mirror" ] || skip "no Debian mirror in /etc/apt to download a kernel from."
for suite in trixie-backports testing unstable; do
    if download "$suite" && unpack; then
        rm -rf "$dir"/root "$dir"/packages "$dir"/apt-*
        echo "$suite" >"$dir/complete-with-disk"
        exit 0
    fi
    echo "fetch_kernel: nothing usable in $suite" >&2
done
skip "no Debian kernel with gpio-sim could be downloaded from $mirror (is the network there?)."
