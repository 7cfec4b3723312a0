# SPDX-License-Identifier: Apache-2.0
# Guest case 1: a run. One lap past four gates, with arms before the torso and a leg after it; every edge and every
# split the daemon tells is held against the moments the lines were pulled.
. /share/daemon.sh
time_the_lines

say '{"type":"run","id":"1","run":"r1","distance_m":60,"start":"hand","entries":[{"athlete":"Mara","target_s":6.0}]}'
say '{"type":"arm","id":"2","run":"r1"}'
wait_for 10 heard '"armed"' || die "not armed"
say '{"type":"start","id":"3","run":"r1","source":"hand"}'
wait_for 10 heard '"running"' || die "not running"

# line, level, microseconds to wait first
pull play "$PULLS" >pulls <<STEPS || die "the lines cannot be pulled"
1 1 1600000
1 0 7000
1 1 25000
1 0 33000
1 1 5000
1 0 15000
2 1 1500000
2 0 35000
2 1 6000
2 0 14000
3 1 1450000
3 0 8000
3 1 12000
3 0 6000
3 1 30000
3 0 36000
0 1 1550000
0 0 6000
0 1 40000
0 0 32000
STEPS
wait_for 10 heard '"status":"finished"' || die "nobody finished"
say '{"type":"end","id":"4","run":"r1"}'
wait_for 10 heard '"ended"' || die "the run did not end"
sleep 0.3
done_with_daemon
vm_check run pulls said finish g15 g30 g45 || die "what was said is not what was pulled"
