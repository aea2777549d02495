package dev.switchboard.system.traffic;

import dev.switchboard.system.record.Journal;
import dev.switchboard.system.world.CustomerPhone;
import dev.switchboard.system.world.World;

/** Writes a customer's messages and records their results in the journal. */
public final class SimulatedCustomer {
    private final World world;
    private final Journal journal;
    private final CustomerPhone phone;
    private int burst;
    private int n;

    public SimulatedCustomer(World world, Journal journal, CustomerPhone phone) {
        this.world = world;
        this.journal = journal;
        this.phone = phone;
    }

    public CustomerPhone phone() {
        return phone;
    }

    /** Begins another burst. */
    public void beginBurst() {
        burst++;
        n = 0;
    }

    /** Writes the burst's next message; returns once its webhook has had its first response. */
    public Journal.Message write() {
        return write(false);
    }

    /** Writes a message while the burst is being answered. */
    public Journal.Message correct() {
        return write(true);
    }

    private Journal.Message write(boolean correction) {
        n++;
        var marker = phone.marker(burst, n);
        var at = world.clock().instant();
        var written = world.simulator().write(phone, marker);
        return journal.recordMessage(
                phone, marker, burst, correction, at, world.clock().instant(), written);
    }
}
