# SPDX-License-Identifier: Apache-2.0
# Shared by tidy.sh and cppcheck.sh, which set $build and define look_at FILE.

# Our own files that the build compiles, but for those that match $leave_out.
leave_out=
compiled_files() {
    sed -n 's/^ *"file": "\(.*\)",\?$/\1/p' "$build/compile_commands.json" | sort -u |
        while read -r file; do
            case "$file" in
                "$build"/*) ;;
                "$PWD"/*)
                    # shellcheck disable=SC2254
                    case "${file#"$PWD"/}" in $leave_out) continue ;; esac
                    echo "${file#"$PWD"/}"
                    ;;
            esac
        done
}

# The hash of a file with every header of ours it includes, at any depth, and of the rules.
key_of() {
    local todo=("$1") known=" $1 " header
    while [ ${#todo[@]} -gt 0 ]; do
        for header in $(sed -n 's/^#include "\([^"]*\)".*/\1/p' "${todo[0]}"); do
            case "$known" in *" $header "*) continue ;; esac
            [ -f "$header" ] || continue
            known+="$header "
            todo+=("$header")
        done
        todo=("${todo[@]:1}")
    done
    # shellcheck disable=SC2086
    cat $known $rules | sha256sum | cut -c1-40
}

# Two at a time. Ends with 1 when any file has findings.
run_over_all() {
    local name=$1
    rules=$2
    seen=${XDG_CACHE_HOME:-$HOME/.cache}/quartermark/$name
    mkdir -p "$seen"
    export build seen rules
    export -f look_at key_of
    if compiled_files | xargs -P 2 -I{} bash -c 'look_at {}'; then
        echo "$name: nothing found in $(compiled_files | wc -l) files"
    else
        echo "$name: see above" >&2
        exit 1
    fi
}
