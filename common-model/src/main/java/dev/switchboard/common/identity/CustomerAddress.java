package dev.switchboard.common.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Canonical address of a customer: a phone number in E.164, or the business-scoped user id ({@code
 * US.9001}) of a customer who hides the number.
 */
public record CustomerAddress(@JsonValue String value) {

    public CustomerAddress {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a customer's address is blank");
        }
    }

    @JsonCreator
    public static CustomerAddress of(String value) {
        return new CustomerAddress(value);
    }

    public boolean isPhone() {
        return value.startsWith("+");
    }

    @Override
    public String toString() {
        return value;
    }
}
