package dev.switchboard.transcript.session;

/** Session modes by their names in the settings. */
public enum SessionKind {
    SLIDING,
    FIXED,
    DAILY,
    NEVER
}
