package dev.switchboard.common.identity;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Rules of countries whose numbers WhatsApp, or people, write with other digits than today's E.164.
 * There is a rule only if the other spelling cannot be another subscriber's number.
 */
final class NumberVariants {
    private static final List<Rule> RULES =
            List.of(
                    // Brazil: WhatsApp knows mobiles from before the ninth digit by eight. Fixed
                    // lines begin with 2 to 5, and trunked radio, which has no ninth digit, with 70
                    // and 77 to 79.
                    Rule.of("\\+55([1-9][0-9])([689][0-9]{7}|7[1-6][0-9]{6})", "+55$19$2"),
                    // Mexico: WhatsApp puts the 1 behind 52 that mobiles had until 2019; 01, 044
                    // and 045 were dialled at home. Every number has ten digits and begins with
                    // neither 0 nor 1.
                    Rule.of("\\+52(?:1|01|04[45])([2-9][0-9]{9})", "+52$1"),
                    // Argentina: mobiles have a 9 behind 54 when called from abroad, which people
                    // leave out. A block of ten-digit numbers is given out for mobiles or for fixed
                    // lines, never for both.
                    Rule.of("\\+54([1-3][0-9]{9})", "+549$1"),
                    // Ivory Coast, 2021, mobiles: two digits for the operator before the eight
                    // there were, by the second of them. WhatsApp kept the old numbers.
                    Rule.of("\\+225([04-9][0-3][0-9]{6})", "+22501$1"),
                    Rule.of("\\+225([04-9][4-6][0-9]{6})", "+22505$1"),
                    Rule.of("\\+225([04-9][7-9][0-9]{6})", "+22507$1"),
                    // Benin, 2024: 01 before the eight digits there were.
                    Rule.of("\\+229([2-9][0-9]{7})", "+22901$1"));

    private record Rule(Pattern other, String canonical) {
        static Rule of(String other, String canonical) {
            return new Rule(Pattern.compile(other), canonical);
        }
    }

    private NumberVariants() {}

    static String canonical(String e164) {
        for (var rule : RULES) {
            var number = rule.other().matcher(e164);
            if (number.matches()) {
                return number.replaceFirst(rule.canonical());
            }
        }
        return e164;
    }
}
