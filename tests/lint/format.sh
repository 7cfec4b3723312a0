#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every C++ file must be as clang-format 14 makes it: tests/lint/format.sh [--fix]
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
how=(--dry-run -Werror)
[ "${1:-}" = --fix ] && how=(-i)
find protocol config hardware daemon gui tests -name '*.[ch]pp' -print0 |
    xargs -0 -P 2 -n 40 clang-format "${how[@]}"
