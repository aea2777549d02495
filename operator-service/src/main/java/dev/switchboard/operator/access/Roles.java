package dev.switchboard.operator.access;

/** What a caller may be. */
public final class Roles {
    /** Reads conversations, takes them over, writes and hands back. */
    public static final String OPERATOR = "operator";

    /**
     * All that an operator may, and sees and repairs what goes on inside, personal data included.
     */
    public static final String ADMIN = "admin";

    private Roles() {}
}
