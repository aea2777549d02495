package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.Program;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Program whose readiness is checked over HTTP. */
record HttpProgram(
        String name,
        List<String> command,
        int niceness,
        Map<String, String> environment,
        URI readiness)
        implements Program {
    private static final int READINESS_TIMEOUT_MILLIS = 2_000;

    HttpProgram {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    @Override
    public boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection) readiness.toURL().openConnection();
            connection.setConnectTimeout(READINESS_TIMEOUT_MILLIS);
            connection.setReadTimeout(READINESS_TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }
}
