package dev.switchboard.languagemodel;

/** A language model that answers customers. Safe for use by many threads. */
public interface ReplyModel {

    /** The provider's name as {@code AI_PROVIDER} spells it. */
    String provider();

    /** The model's name at the provider. */
    String name();

    /**
     * Sends one request and waits for the answer. Holds nothing but its connection to the provider.
     *
     * @throws InterruptedException when the thread was interrupted; the request has been cancelled
     *     by then
     */
    ModelResult reply(Prompt prompt) throws InterruptedException;
}
