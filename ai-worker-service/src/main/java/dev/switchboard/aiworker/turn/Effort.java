package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.model.FailureCode;
import dev.switchboard.aiworker.model.ModelResult.Failure;
import dev.switchboard.aiworker.model.Patience;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * How a question has fared with the model since it was taken up: when the model may be asked again,
 * when the customer is told that it takes longer, and when it was enough. Not safe for use by many
 * threads.
 */
final class Effort {
    /** Those who wait for the same event do not all come back at the same instant. */
    private static final double SPREAD = 0.25;

    private static final Failure NEVER_ASKED =
            Failure.of(FailureCode.OVERLOADED, "not asked, because it fails for everybody");

    private final Patience patience;
    private final Supplier<Duration> gate;
    private final InstantSource clock;
    private final Instant noticeAt;
    private final Instant end;
    private Instant notBefore;
    private Failure last = NEVER_ASKED;
    private int requests;
    private int wordless;
    private boolean inTrouble;
    private boolean told;
    private boolean hopeless;

    /**
     * @param gate says how long the model is not to be asked, because it fails for others
     */
    Effort(Patience patience, Supplier<Duration> gate, InstantSource clock) {
        this.patience = patience;
        this.gate = gate;
        this.clock = clock;
        notBefore = clock.instant();
        noticeAt = notBefore.plus(patience.noticeAfter());
        end = notBefore.plus(patience.giveUpAfter());
    }

    /** The model was asked and gave no answer. */
    void failed(Failure failure) {
        last = failure;
        inTrouble = true;
        requests++;
        notBefore = clock.instant().plus(pauseAfter(failure));
        hopeless =
                switch (failure.code().reaction()) {
                    case WAIT -> false;
                    case ASK_AGAIN -> ++wordless >= patience.mostWordless();
                    case GIVE_UP -> true;
                };
    }

    private Duration pauseAfter(Failure failure) {
        var own = patience.backoff().after(requests);
        return failure.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
    }

    /** Whether the model may be asked now; where it may, it is to be. */
    boolean mayAsk() {
        if (clock.instant().isBefore(notBefore)) {
            return false;
        }
        var wait = gate.get();
        if (wait.isPositive()) {
            heldBack(wait);
        }
        return !wait.isPositive();
    }

    private void heldBack(Duration time) {
        inTrouble = true;
        var spread = 1 + ThreadLocalRandom.current().nextDouble(SPREAD);
        notBefore = clock.instant().plusNanos((long) (time.toNanos() * spread));
    }

    /** How long until the next thing is to be done about this question; positive. */
    Duration rest() {
        var next = !told && noticeAt.isBefore(notBefore) ? noticeAt : notBefore;
        var left = Duration.between(clock.instant(), next.isBefore(end) ? next : end);
        return left.isPositive() ? left : Duration.ofNanos(1);
    }

    /** True once: the customer is to be told that it takes longer. */
    boolean isTimeForNotice() {
        var due = inTrouble && !told && !clock.instant().isBefore(noticeAt);
        told |= due;
        return due;
    }

    /** Also when the provider asks for a pause that the question's time has no room for. */
    boolean isOver() {
        return inTrouble
                && (hopeless || !notBefore.isBefore(end) || !clock.instant().isBefore(end));
    }

    /** The last failure, and in a line how it came to that. */
    Failure failure() {
        return new Failure(
                last.code(),
                last.detail() + ", after " + requests + " requests",
                last.retryAfter());
    }
}
