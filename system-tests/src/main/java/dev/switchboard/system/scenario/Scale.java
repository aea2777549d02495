package dev.switchboard.system.scenario;

import java.time.Duration;
import java.util.List;

/**
 * Share of a scenario that is run.
 *
 * @param share of the long form's bars, 0 to 1; 0: short form
 */
public record Scale(double share) {

    /** Scale of the build: a few seconds a scenario. */
    public static Scale shortForm() {
        return new Scale(0);
    }

    /**
     * Share of each scenario's bar that all of them together can reach in the time; at most all.
     */
    public static Scale longForm(Duration time, List<Scenario> scenarios) {
        var bars =
                scenarios.stream()
                        .map(Scenario::fullDuration)
                        .reduce(Duration.ZERO, Duration::plus);
        return new Scale(Math.min(1, (double) time.toMillis() / bars.toMillis()));
    }

    public boolean isShort() {
        return share == 0;
    }

    /** Count for this scale, not below the short form's. */
    public int count(int inShortForm, int bar) {
        return Math.max(inShortForm, (int) Math.round(bar * share));
    }

    /** Duration for this scale, not below the short form's. */
    public Duration lasting(Duration inShortForm, Duration bar) {
        var wanted = Duration.ofMillis((long) (bar.toMillis() * share));
        return wanted.compareTo(inShortForm) > 0 ? wanted : inShortForm;
    }
}
