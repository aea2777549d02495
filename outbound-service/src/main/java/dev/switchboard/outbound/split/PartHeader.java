package dev.switchboard.outbound.split;

/** First line of a part, with its number and the total. */
final class PartHeader {

    private PartHeader() {}

    static String of(int number, int total) {
        return "[Part " + number + "/" + total + "]\n";
    }

    /** Maximum length of a header while the total has this many digits. */
    static int width(int digitsOfTotal) {
        return of(0, 0).length() - 2 + 2 * digitsOfTotal;
    }

    static int digits(int number) {
        return Integer.toString(number).length();
    }
}
