package dev.switchboard.channels.twilio;

import static dev.switchboard.channels.send.FailureClass.CONFIGURATION;
import static dev.switchboard.channels.send.FailureClass.OPTED_OUT;
import static dev.switchboard.channels.send.FailureClass.PERMANENT;
import static dev.switchboard.channels.send.FailureClass.RETRY;
import static dev.switchboard.channels.send.FailureClass.THROTTLE;
import static dev.switchboard.channels.send.FailureClass.THROTTLE_RECIPIENT;
import static dev.switchboard.channels.send.FailureClass.WINDOW_CLOSED;

import dev.switchboard.channels.send.FailureClass;
import java.util.Map;

/**
 * Failure classes of Twilio's error codes, by Twilio's error dictionary. A code that is not listed
 * is permanent: sending the same again would fail again. So are all about the recipient alone
 * (21211, 21408, 21608, 21610, 21614, 63003, 63015, 63024, 63032, 63033, 63049) or of the message
 * (21617 to 21656, 63005, 63006, 63013, 63019, 63021, 63027 to 63029, 63041).
 */
final class TwilioErrors {
    private static final Map<String, FailureClass> CLASSES =
            Map.ofEntries(
                    // The account: credentials, not active, no permission, suspended.
                    Map.entry("20003", CONFIGURATION),
                    Map.entry("20005", CONFIGURATION),
                    Map.entry("20006", CONFIGURATION),
                    Map.entry("20403", CONFIGURATION),
                    Map.entry("30002", CONFIGURATION),
                    // The sender: not valid, not ours, not set up, not paid for, disabled by Meta.
                    Map.entry("21212", CONFIGURATION),
                    Map.entry("21606", CONFIGURATION),
                    Map.entry("21660", CONFIGURATION),
                    Map.entry("63020", CONFIGURATION),
                    Map.entry("63112", CONFIGURATION),
                    Map.entry("63001", CONFIGURATION),
                    Map.entry("63002", CONFIGURATION),
                    Map.entry("63007", CONFIGURATION),
                    Map.entry("63008", CONFIGURATION),
                    // Too many requests, a full queue, too many messages a second or a day.
                    Map.entry("20429", THROTTLE),
                    Map.entry("21611", THROTTLE),
                    Map.entry("30001", THROTTLE),
                    Map.entry("63017", THROTTLE),
                    Map.entry("63038", THROTTLE),
                    // 80 a second for a sender, or too many to one customer; the latter is
                    // likelier.
                    Map.entry("63018", THROTTLE_RECIPIENT),
                    Map.entry("63016", WINDOW_CLOSED),
                    // The customer has written STOP to Twilio.
                    Map.entry("21610", OPTED_OUT),
                    // WhatsApp behind Twilio answered with an error of its own.
                    Map.entry("63009", RETRY),
                    Map.entry("63010", RETRY),
                    Map.entry("63012", RETRY));

    private TwilioErrors() {}

    static FailureClass classOf(String code) {
        return CLASSES.getOrDefault(code, PERMANENT);
    }
}
