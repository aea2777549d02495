package dev.switchboard.ingress.webhook;

/** A body that is not read to its end; the message is shown to the sender. */
final class BodyRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Verdict verdict;

    BodyRefusedException(Verdict verdict, String reason) {
        super(reason, null, false, false);
        this.verdict = verdict;
    }

    static BodyRefusedException tooMuchAtOnce() {
        return new BodyRefusedException(
                Verdict.NOT_PUBLISHED, "too much is being read, please send it again");
    }

    Verdict verdict() {
        return verdict;
    }

    /** Never null. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
