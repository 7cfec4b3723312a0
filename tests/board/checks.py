# SPDX-License-Identifier: Apache-2.0
"""What has to hold, counted."""
made = 0


def holds(what, is_so):
    global made
    made += 1
    if not is_so:
        raise AssertionError(what)
