package dev.switchboard.benchmarks.pipeline;

/**
 * A process in {@code /proc/<pid>/stat} (proc_pid_stat(5)), times in clock ticks.
 *
 * @param ownTicks user and system time of all its threads
 * @param endedChildrenTicks the same of its children that have ended and of theirs
 */
record ProcessStat(long parent, long ownTicks, long endedChildrenTicks) {
    /** The program's name stands in parentheses and may itself hold blanks and parentheses. */
    static ProcessStat parse(String line) {
        var fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1);
        if (fields.length < 15) {
            throw new IllegalArgumentException("not a line of /proc/<pid>/stat: " + line);
        }
        return new ProcessStat(
                Long.parseLong(fields[1]),
                Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
    }

    long ticks() {
        return ownTicks + endedChildrenTicks;
    }
}
