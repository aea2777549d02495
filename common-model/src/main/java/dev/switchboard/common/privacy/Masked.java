package dev.switchboard.common.privacy;

import dev.switchboard.common.identity.CustomerAddress;
import java.util.regex.Pattern;

/** Masks personal addresses for logs. */
public final class Masked {
    private static final int SHOWN_AT_START = 3;
    private static final int SHOWN_AT_END = 2;

    /**
     * Numbers as long as phone numbers and the ids of Meta's phone numbers, not within a longer
     * word.
     */
    private static final Pattern NUMBER =
            Pattern.compile("(?<![0-9A-Za-z-])\\+?[0-9]{7,19}(?![0-9A-Za-z-])");

    private Masked() {}

    public static String address(CustomerAddress customer) {
        return address(customer.value());
    }

    /**
     * Returns a text of foreign origin, such as an exception's message, with every number in it
     * masked.
     */
    public static String numbersIn(String text) {
        return NUMBER.matcher(text).replaceAll(number -> address(number.group()));
    }

    /**
     * Masks an address: {@code +4915123456789} becomes {@code +49*********89}; one of up to six
     * characters is hidden whole.
     */
    public static String address(String address) {
        var hidden = address.length() - SHOWN_AT_START - SHOWN_AT_END;
        if (hidden < 2) {
            return "*".repeat(address.length());
        }
        return address.substring(0, SHOWN_AT_START)
                + "*".repeat(hidden)
                + address.substring(address.length() - SHOWN_AT_END);
    }
}
