package dev.switchboard.operator.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.operator.testing.Api;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.testing.BackingServices;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A takeover under an address at which no message will come would hold nothing. */
@QuarkusTest
@TestProfile(TakeoverWithoutRedisTest.RedisAway.class)
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,postgres"))
class TakeoverWithoutRedisTest {
    private static final String TAKEOVER = "/api/v1/takeover";

    @Inject OperatorScene scene;

    @Test
    void onlyCustomersWhoHaveNotWrittenYetCannotBeTakenOver() {
        // Given
        var known = scene.conversation().customer().value();

        // When
        var ofKnown = Api.post(TAKEOVER, Map.of("phone", known));
        var ofNew = Api.post(TAKEOVER, Map.of("phone", OperatorScene.newPhone()));

        // Then
        assertThat(ofKnown.statusCode()).isEqualTo(200);
        assertThat(ofNew.statusCode()).isEqualTo(503);
        assertThat(ofNew.header("Retry-After")).isNotBlank();
    }

    /** Our numbers are known, and Redis is down. */
    public static class RedisAway extends NotWrittenYetTest.OneNumberEach {
        @Override
        public Map<String, String> getConfigOverrides() {
            var settings = new HashMap<>(super.getConfigOverrides());
            settings.put("quarkus.redis.hosts", "redis://127.0.0.1:1");
            return settings;
        }
    }
}
