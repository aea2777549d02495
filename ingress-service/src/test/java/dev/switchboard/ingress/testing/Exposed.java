package dev.switchboard.ingress.testing;

import dev.switchboard.localstack.process.TcpPorts;
import java.util.HashMap;
import java.util.Map;

/** Profile with everything set up that strangers may call, without Kafka and Redis. */
public class Exposed extends KafkaAway {

    @Override
    public Map<String, String> getConfigOverrides() {
        var overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("TWILIO_AUTH_TOKEN", "another," + ConfiguredChannels.TOKEN);
        overrides.put("TWILIO_WEBHOOK_URL", ConfiguredChannels.PUBLIC_URL);
        overrides.put("TWILIO_CATCH_UP_INTERVAL", "PT0S");
        overrides.put("SWITCHBOARD_API_TOKEN", ConfiguredChannels.API_TOKEN);
        overrides.put("INGRESS_MANAGEMENT_PORT", Integer.toString(TcpPorts.free()));
        return overrides;
    }
}
