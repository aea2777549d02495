package dev.switchboard.operator.welcome;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Serves the page at the root. */
@Path("/")
public class WelcomeResource {
    private static final String SIMULATOR_ITEM = "<!-- simulator -->";
    private static final String SIMULATOR =
            "<li><a href=\"http://127.0.0.1:8090/\">Phones</a>: write as a customer would,"
                    + " in the simulator of this local stack</li>";

    private final String page;

    WelcomeResource(@ConfigProperty(name = "switchboard.environment") String environment) {
        page = template().replace(SIMULATOR_ITEM, environment.equals("local") ? SIMULATOR : "");
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public String page() {
        return page;
    }

    private static String template() {
        try (var file = WelcomeResource.class.getResourceAsStream("/welcome.html")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
