package dev.switchboard.outbound.split;

/** Tells the customer which part of how many this is. */
final class Header {

    private Header() {}

    static String of(int number, int total) {
        return "[Part " + number + "/" + total + "]\n";
    }

    /** The most characters a header takes while the total has this many digits. */
    static int width(int digitsOfTotal) {
        return of(0, 0).length() - 2 + 2 * digitsOfTotal;
    }

    static int digits(int number) {
        return Integer.toString(number).length();
    }
}
