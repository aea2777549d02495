package dev.switchboard.operator.access;

/** What a caller may be. */
public final class Roles {
    /** Reads conversations, takes them over, writes and hands back. */
    public static final String OPERATOR = "operator";

    private Roles() {}
}
