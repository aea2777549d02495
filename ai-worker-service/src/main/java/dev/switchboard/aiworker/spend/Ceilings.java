package dev.switchboard.aiworker.spend;

import dev.switchboard.aiworker.spend.Ceiling.Kind;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Ceilings that are set. */
@Singleton
class Ceilings {
    private static final int MICROS_EXPONENT = 6;

    private final Map<Kind, Long> limits = new EnumMap<>(Kind.class);
    private final SpendDays days;

    Ceilings(SpendSettings settings, SpendDays days) {
        this.days = days;
        settings.dayCeilingUsd().ifPresent(usd -> limits.put(Kind.DAY, micros(usd)));
        settings.numberDayCeilingUsd().ifPresent(usd -> limits.put(Kind.NUMBER, micros(usd)));
        settings.conversationCeilingUsd()
                .ifPresent(usd -> limits.put(Kind.CONVERSATION, micros(usd)));
    }

    private static long micros(BigDecimal usd) {
        return usd.movePointRight(MICROS_EXPONENT).setScale(0, RoundingMode.DOWN).longValueExact();
    }

    boolean isEmpty() {
        return limits.isEmpty();
    }

    /** Those under which the call counts. */
    List<Ceiling> of(PendingCall call) {
        var day = days.at(call.startedAt());
        var from = days.startOf(day);
        var to = days.startOf(day.plusDays(1));
        var ceilings = new ArrayList<Ceiling>();
        limits.forEach((kind, limit) ->
                ceilings.add(new Ceiling(kind, limit, call.conversation(), day, from, to)));
        return List.copyOf(ceilings);
    }
}
