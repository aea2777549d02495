package dev.switchboard.transcript.part;

import static dev.switchboard.transcript.sql.Columns.optionalText;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Reason for which a part did not arrive.
 *
 * @param code the provider's code, or one of our own
 */
public record PartFailure(String code, String text) {
    /** Failure of a part whose send was begun and of which there is no evidence. */
    public static final PartFailure NO_EVIDENCE =
            new PartFailure("outcome-unknown", "Nobody knows whether the provider has sent it");

    /** Failure of a part whose customer has opted out. */
    public static final PartFailure OPTED_OUT =
            new PartFailure(
                    "opted-out", "The customer has opted out; nothing is sent until START comes");

    /** Reads the failure from a row with {@code failure_code} and {@code failure_text}, if any. */
    public static Optional<PartFailure> of(ResultSet row) throws SQLException {
        var text = optionalText(row, "failure_text").orElse("");
        return optionalText(row, "failure_code").map(code -> new PartFailure(code, text));
    }
}
