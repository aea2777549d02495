package dev.switchboard.operator.access;

/** Roles of callers. */
public final class Roles {
    /** Reads conversations, takes them over, writes and hands back. */
    public static final String OPERATOR = "operator";

    /**
     * May do all that an operator may, switches the AI and changes its settings, and reads and
     * replays dead letters and webhooks, personal data included.
     */
    public static final String ADMIN = "admin";

    private Roles() {}
}
