# SPDX-License-Identifier: Apache-2.0
# Guest case 0: the source alone. Refusals in words, levels, order and stamps of slow edges, and a burst of
# which every edge is given or counted.
grep -q ' gpiochip$' /proc/devices || exit 1 # the name that systemd's DeviceAllow=char-gpiochip goes by
edge_dump "$CHIP" 300 g100=99 2>&1 | grep 'has lines 0 to 7' || exit 1
edge_dump /dev/gpiochip7 300 g100=0 2>&1 | grep "this machine has $CHIP" || exit 1

listen() { # listen OUT GATE=LINE...: starts the source and waits until it listens
    out=$1
    shift
    edge_dump "$CHIP" 1000 "$@" >"$out" 2>"$out.err" &
    for _ in $(seq 100); do
        grep -q '^ready' "$out.err" && return 0
        sleep 0.1
    done
    cat "$out.err"
    return 1
}

echo pull-up >"$PULLS/sim_gpio1/pull"
listen slow.log finish=0 g100=1 g200=2 g300=3 || exit 1
grep 'gate g100 line 1 name BEAM1 broken' slow.log.err || exit 1
grep 'gate g200 line 2 name BEAM2 clear' slow.log.err || exit 1
edge_dump "$CHIP" 300 g100=1 2>&1 | grep 'line 1 (BEAM1) .* is held by "quartermark"' || exit 1
echo pull-down >"$PULLS/sim_gpio1/pull"
pull play "$PULLS" >slow.pulls <<STEPS
0 1 200000
0 0 30000
1 1 5000
1 0 1000
2 1 2000
3 1 2000
2 0 40000
3 0 1000
STEPS
wait
sed 1d slow.log >slow.rest # without the restore of the line that was up before
echo SLOW EDGES; cat slow.rest; echo SLOW PULLS; cat slow.pulls; echo SLOW END
vm_check slow slow.pulls slow.rest finish g100 g200 g300 || exit 1

listen burst.log finish=0 g100=1 || exit 1
pull burst "$PULLS" 1 3998 | tee burst.pulls || exit 1
sleep 0.2
printf '1 1 20000\n1 0 20000\n' | pull play "$PULLS" || exit 1
wait
vm_check burst 4000 g100 burst.log
