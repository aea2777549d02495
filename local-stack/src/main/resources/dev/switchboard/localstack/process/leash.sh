#!/usr/bin/env bash
# Runs one program on a leash. The program gets a process group of its own, so that Ctrl-C at the terminal reaches the
# supervisor only; and it ends when the supervisor ends, however that happens, because standard input is a pipe that
# the supervisor holds open and never writes to.
#
# usage: leash.sh <stop signal> <niceness> <pid file> <log file> <command> [argument…]
# Prints the program's process id and exits with the program's status.
signal=$1 niceness=$2 pid_file=$3 log=$4
shift 4
if [ "$niceness" -gt 0 ] && command -v nice >/dev/null; then
    set -- nice -n "$niceness" "$@"
fi
trap '' INT HUP QUIT TERM

set -m
(trap - INT HUP QUIT TERM; exec "$@") </dev/null >>"$log" 2>&1 &
child=$!
printf '%s\n' "$child" >"$pid_file"

end_child() {
    kill -s "$signal" "$child"
    kill -s CONT "$child"
    for _ in {1..100}; do
        kill -0 "$child" || return
        sleep 0.1
    done
    kill -s KILL "$child"
}
{ read -r _; end_child; } <&0 >/dev/null 2>&1 &
leash=$!
set +m

printf '%s\n' "$child"
exec >/dev/null 2>&1
wait "$child"
status=$?
kill -s KILL -- "-$leash"
[ "$(cat "$pid_file")" = "$child" ] && rm -f "$pid_file"
exit "$status"
