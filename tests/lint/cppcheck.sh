#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# cppcheck over our own files of a build: tests/lint/cppcheck.sh BUILD_DIR
# A file is looked at again only when it, a header it includes or this script changed.
set -euo pipefail
build=$(readlink -f "${1:?usage: cppcheck.sh BUILD_DIR}")
cd "$(dirname "$(readlink -f "$0")")/../.."
. tests/lint/compiled.sh

look_at() {
    local file=$1 key
    key=$(key_of "$file")
    [ -e "$seen/$key" ] && return 0
    # missingIncludeSystem: the system's headers are not looked into; unknownMacro: Catch2's test cases.
    # syntaxError, internalAstError, cppcheckError: 2.10 does not know template lambdas, value.value_ after a
    # requires, or 50ms, and leaves such a file out.
    cppcheck --quiet --inline-suppr --std=c++20 --language=c++ --error-exitcode=1 \
        --enable=warning,performance,portability --suppress=missingIncludeSystem \
        --suppress=unknownMacro --suppress=syntaxError --suppress=internalAstError --suppress=cppcheckError --suppress='*:/usr/*' \
        -I . "$file" || return 1
    : >"$seen/$key"
}

run_over_all cppcheck tests/lint/cppcheck.sh
