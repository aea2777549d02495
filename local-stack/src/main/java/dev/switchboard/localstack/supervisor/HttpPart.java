package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.Part;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A program that says over HTTP that it is ready. */
record HttpPart(String name, List<String> command, Map<String, String> environment, URI readiness)
        implements Part {
    private static final int PATIENCE_MILLIS = 2_000;

    HttpPart {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    @Override
    public boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection) readiness.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }
}
