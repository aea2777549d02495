package dev.switchboard.chassis.start;

/**
 * Exercise of a service's code with samples, before the service is ready: the first messages meet
 * classes that are loaded and code that is compiled.
 */
@FunctionalInterface
public interface WarmUp {

    /**
     * Does once what messages cause, in memory: nothing is written, published or sent. Called many
     * times.
     */
    void run() throws Exception;
}
