package dev.switchboard.system.world;

import dev.switchboard.common.identity.Channel;

/**
 * A customer's phone on one channel.
 *
 * @param name the prefix of the customer's markers, such as {@code c0042}
 * @param number the phone's number in E.164
 */
public record CustomerPhone(String name, String number, Channel channel) {

    static CustomerPhone of(int number, Channel channel) {
        return new CustomerPhone("c%04d".formatted(number), "+1555%07d".formatted(number), channel);
    }

    /** The text of one of the customer's messages, unique in a run. */
    public String marker(int burst, int n) {
        return "%s.%d.%d".formatted(name, burst, n);
    }
}
