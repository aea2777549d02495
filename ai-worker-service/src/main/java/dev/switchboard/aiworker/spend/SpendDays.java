package dev.switchboard.aiworker.spend;

import dev.switchboard.transcript.session.SessionSettings;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;

/** Days of spend, in the time zone of sessions. */
@Singleton
class SpendDays {
    private final ZoneId zone;
    private final InstantSource clock;

    SpendDays(SessionSettings settings, InstantSource clock) {
        zone = settings.zone();
        this.clock = clock;
    }

    LocalDate today() {
        return at(clock.instant());
    }

    LocalDate at(Instant time) {
        return LocalDate.ofInstant(time, zone);
    }

    Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
