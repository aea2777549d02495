package dev.switchboard.system.record;

import java.util.Comparator;

/**
 * Where a message is in the order in which its customer wrote.
 *
 * @param customer the customer's name
 */
public record Place(String customer, int burst, int n) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparingInt(Place::burst).thenComparingInt(Place::n);

    /** Reads a marker such as {@code c0042.7.3}. */
    public static Place of(String marker) {
        var fields = marker.split("\\.", -1);
        return new Place(fields[0], Integer.parseInt(fields[1]), Integer.parseInt(fields[2]));
    }

    /** Of the same customer's. */
    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "%s.%d.%d".formatted(customer, burst, n);
    }
}
