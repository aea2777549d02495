package dev.switchboard.model.lane;

/**
 * Where a record was found, and in which generation of the consumer group it was fetched: what was
 * fetched before its partition was given to us anew comes a second time, from where we go on.
 */
public record Place(int partition, long offset, int generation) {}
