package dev.switchboard.system.traffic;

import dev.switchboard.system.record.Journal;
import dev.switchboard.system.world.CustomerLine;
import dev.switchboard.system.world.World;

/** Writes a customer's messages and notes in the journal what became of them. */
public final class Customer {
    private final World world;
    private final Journal journal;
    private final CustomerLine line;
    private int burst;
    private int n;

    public Customer(World world, Journal journal, CustomerLine line) {
        this.world = world;
        this.journal = journal;
        this.line = line;
    }

    public CustomerLine line() {
        return line;
    }

    /** What is written from now on is another burst. */
    public void beginBurst() {
        burst++;
        n = 0;
    }

    /** Writes the burst's next message; returns once its webhook has had its first answer. */
    public Journal.Message write() {
        return write(false);
    }

    /** The same, while the burst is being answered. */
    public Journal.Message correct() {
        return write(true);
    }

    private Journal.Message write(boolean correction) {
        n++;
        var marker = line.marker(burst, n);
        var at = world.clock().instant();
        var written = world.simulator().write(line, marker);
        return journal.wrote(line, marker, burst, correction, at, world.clock().instant(), written);
    }
}
