#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# clang-tidy over our own files of a build: tests/lint/tidy.sh BUILD_DIR [all]
# Without "all" the tests themselves are left out: they take longer than everything else together.
# A file is looked at again only when it, a header it includes or .clang-tidy changed.
set -euo pipefail
build=$(readlink -f "${1:?usage: tidy.sh BUILD_DIR}")
cd "$(dirname "$(readlink -f "$0")")/../.."
. tests/lint/compiled.sh

look_at() {
    local file=$1 key
    key=$(key_of "$file")
    [ -e "$seen/$key" ] && return 0
    if clang-tidy --quiet -p "$build" "$file" 2>"$seen/$key.err"; then
        rm -f "$seen/$key.err"
        : >"$seen/$key"
    else
        grep -v 'warnings\? generated\|Suppressed\|^Use -' "$seen/$key.err" || true
        rm -f "$seen/$key.err"
        return 1
    fi
}

[ "${2:-}" = all ] || leave_out="tests/*"
run_over_all tidy ".clang-tidy tests/.clang-tidy"
