package dev.switchboard.system.world;

import dev.switchboard.model.identity.Channel;

/**
 * A customer's phone on one channel.
 *
 * @param name what begins the customer's markers, such as {@code c0042}
 * @param phone the number in E.164
 */
public record CustomerLine(String name, String phone, Channel channel) {

    static CustomerLine number(int number, Channel channel) {
        return new CustomerLine("c%04d".formatted(number), "+1555%07d".formatted(number), channel);
    }

    /** The text of one of the customer's messages, unique in a run. */
    public String marker(int burst, int n) {
        return "%s.%d.%d".formatted(name, burst, n);
    }
}
