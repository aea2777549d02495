package dev.switchboard.ingress.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the service logs at ERROR from its making on. */
public final class ErrorLines extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("dev.switchboard");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public ErrorLines() {
        logger.addHandler(this);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord line) {
        if (line.getLevel().intValue() >= Level.SEVERE.intValue()) {
            lines.add(line.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
