package dev.switchboard.chassis.kafka;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Collects the lines that are logged until it is closed, with their exceptions. */
final class Logged extends Handler implements AutoCloseable {
    private static final Logger ALL = Logger.getLogger("dev.switchboard");

    private final List<String> lines;
    private final PatternFormatter form = new PatternFormatter("%s%e");

    private Logged(List<String> lines) {
        this.lines = lines;
    }

    static Logged into(List<String> lines) {
        var handler = new Logged(lines);
        ALL.addHandler(handler);
        return handler;
    }

    @Override
    public void publish(LogRecord record) {
        lines.add(form.format(ExtLogRecord.wrap(record)));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ALL.removeHandler(this);
    }
}
