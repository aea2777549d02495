package dev.switchboard.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Lines that are logged between its creation and its end, with their level and exception. */
public final class LogLines extends Handler implements AutoCloseable {
    private final PatternFormatter format = new PatternFormatter("%p %s%e");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;

    /** Lines of one class. */
    public LogLines(Class<?> logger) {
        this(logger.getName(), Level.ALL);
    }

    /**
     * @param logger name of a package; empty for all
     * @param min least severe level that counts
     */
    public LogLines(String logger, Level min) {
        this.logger = Logger.getLogger(logger);
        setLevel(min);
        this.logger.addHandler(this);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord entry) {
        if (isLoggable(entry)) {
            lines.add(format.format(ExtLogRecord.wrap(entry)));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
