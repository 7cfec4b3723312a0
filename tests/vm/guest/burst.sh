# SPDX-License-Identifier: Apache-2.0
# Guest case 2: 4,000 edges of one beam as fast as the guest can; over the door each one is told or counted as lost.
. /share/daemon.sh
time_the_lines

pull burst "$PULLS" 1 3998 || die "the lines cannot be pulled"
sleep 0.5
# What was lost last shows with the next edges only.
printf '1 1 20000\n1 0 20000\n' | pull play "$PULLS" >last || die "the lines cannot be pulled"
stamp() { cut -d ' ' -f "$1" last | tail -n 1; }
told_last_edge() {
    tail -n 50 said | grep '"event":"edge"' | grep -o '"t_ns":[0-9]*' | cut -d : -f 2 >stamps
    while read -r t; do [ "$t" -ge "$(stamp 3)" ] && return 0; done <stamps
    return 1
}
wait_for 60 told_last_edge || die "the last edge was never told"
sleep 0.3
done_with_daemon
vm_check burst 4000 g15 said || die "edges are missing"
