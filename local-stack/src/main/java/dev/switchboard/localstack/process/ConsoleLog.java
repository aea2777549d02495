package dev.switchboard.localstack.process;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** Logging of the local stack's own JVMs. */
public final class ConsoleLog {
    private ConsoleLog() {}

    /**
     * Logs warnings and errors to standard output, whatever else on the class path configures
     * logging.
     */
    public static void warningsOnly() {
        Formatter format = new PatternFormatter("%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%c{1.}] %s%e%n");
        Handler console = new ConsoleHandler(ConsoleHandler.Target.SYSTEM_OUT, format);
        Logger root = LogContext.getLogContext().getLogger("");
        root.setLevel(Level.WARN);
        root.setHandlers(new Handler[] {console});
    }
}
