package dev.switchboard.operator.spend;

import dev.switchboard.operator.access.Roles;
import dev.switchboard.operator.api.Page;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.transcript.read.SpendCursor;
import dev.switchboard.transcript.read.SpendPages;
import dev.switchboard.transcript.read.SpendPages.Grouping;
import dev.switchboard.transcript.read.SpendPages.Period;
import dev.switchboard.transcript.session.SessionSettings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Serves the spend of model calls. */
@Path("/api/v1/spend")
@Tag(name = "AI settings")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
public class SpendResource {
    private static final Duration DEFAULT_RANGE = Duration.ofDays(30);
    private static final Duration MAX_RANGE = Duration.ofDays(92);

    private final SpendPages spend;
    private final SessionSettings settings;
    private final InstantSource clock;

    SpendResource(SpendPages spend, SessionSettings settings, InstantSource clock) {
        this.spend = spend;
        this.settings = settings;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "Spend of model calls by day, AI profile, business number or conversation",
            description =
                    "The newest day or the dearest first; days are those of `SESSION_ZONE`. What a"
                            + " call cost is kept as it was priced then.")
    public Page<SpendView> list(
            @QueryParam("by") @DefaultValue("day") Grouping by,
            @Parameter(description = "calls from this time on; 30 days before to if absent")
                    @QueryParam("from")
                    @Nullable Instant from,
            @Parameter(description = "calls before this time; now if absent; 92 days at most")
                    @QueryParam("to")
                    @Nullable Instant to,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT)
                    int limit,
            @Parameter(description = "nextBefore of the previous page") @QueryParam("before")
                    @Nullable SpendCursor before) {
        var end = to == null ? clock.instant() : to;
        var start = from == null ? end.minus(DEFAULT_RANGE) : from;
        if (!start.isBefore(end)) {
            throw RefusedRequest.invalid("from", "from must be before to");
        }
        if (Duration.between(start, end).compareTo(MAX_RANGE) > 0) {
            throw RefusedRequest.invalid("from", "from must be at most 92 days before to");
        }
        var period = new Period(start, end, settings.zone());
        return Page.ofCursors(
                "spends",
                spend.page(by, period, before, limit + 1),
                limit,
                SpendView::of,
                last -> new SpendCursor(last.rank(), last.key()).toString());
    }
}
