package dev.switchboard.system.guarantee;

import dev.switchboard.system.record.RunEvidence;
import java.util.List;

/** A promise of the product that evidence can show to be broken. */
public sealed interface Guarantee
        permits NothingLost, NothingTwice, InOrder, NothingAfterTakeover, OneReplyPerBurst {

    default String name() {
        return getClass().getSimpleName();
    }

    /** Every way in which the evidence breaks the promise; none where it is kept. */
    List<Violation> violations(RunEvidence evidence);

    /** All five, as they hold under any fault. */
    static List<Guarantee> all() {
        return List.of(
                new NothingLost(),
                new NothingTwice(),
                new InOrder(),
                new NothingAfterTakeover(),
                new OneReplyPerBurst());
    }
}
