package dev.switchboard.buffer.stream;

/** Resources that the tasks of a stream share. */
record TaskResources(PoisonRecords poisonRecords, CommitPace pace, WakeTimes wakeTimes) {}
