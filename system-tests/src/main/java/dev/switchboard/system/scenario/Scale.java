package dev.switchboard.system.scenario;

import java.time.Duration;
import java.util.List;

/**
 * How much of a scenario is run.
 *
 * @param share of the long form's bars, 0 to 1; 0: short form
 */
public record Scale(double share) {

    /** For the build: a few seconds a scenario. */
    public static Scale shortForm() {
        return new Scale(0);
    }

    /**
     * As much of each scenario's bar as all of them together can reach in the time; at most all.
     */
    public static Scale longForm(Duration time, List<Scenario> scenarios) {
        var bars = scenarios.stream().map(Scenario::toTheBar).reduce(Duration.ZERO, Duration::plus);
        return new Scale(Math.min(1, (double) time.toMillis() / bars.toMillis()));
    }

    public boolean isShort() {
        return share == 0;
    }

    /** So many as the form asks for, and no fewer than the short form's. */
    public int count(int inShortForm, int bar) {
        return Math.max(inShortForm, (int) Math.round(bar * share));
    }

    /** So long as the form asks for, and no shorter than the short form. */
    public Duration lasting(Duration inShortForm, Duration bar) {
        var wanted = Duration.ofMillis((long) (bar.toMillis() * share));
        return wanted.compareTo(inShortForm) > 0 ? wanted : inShortForm;
    }
}
