package dev.switchboard.system.scenario;

import java.time.Duration;

/**
 * How much of a scenario is run.
 *
 * @param hours the long form's length as a share of the hour that the bars are for; 0: short form
 */
public record Scale(double hours) {

    /** For the build: a few seconds a scenario. */
    public static Scale shortForm() {
        return new Scale(0);
    }

    /** 60 minutes reach the bars. */
    public static Scale longForm(int minutes) {
        return new Scale(minutes / 60.0);
    }

    public boolean isShort() {
        return hours == 0;
    }

    /** So many as the form asks for, and no fewer than the short form's. */
    public int count(int inShortForm, int bar) {
        return Math.max(inShortForm, (int) Math.round(bar * hours));
    }

    /** So long as the form asks for, and no shorter than the short form. */
    public Duration lasting(Duration inShortForm, Duration bar) {
        var wanted = Duration.ofMillis((long) (bar.toMillis() * hours));
        return wanted.compareTo(inShortForm) > 0 ? wanted : inShortForm;
    }
}
