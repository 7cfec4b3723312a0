#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Format, clang-tidy and cppcheck over our files: all.sh BUILD_DIR
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
"$here/format.sh"
"$here/tidy.sh" "$1"
"$here/cppcheck.sh" "$1"
