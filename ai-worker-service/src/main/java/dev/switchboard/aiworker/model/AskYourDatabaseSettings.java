package dev.switchboard.aiworker.model;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Settings of AskYourDatabase's chatbot, for {@code AI_PROVIDER=askyourdatabase}. */
@ConfigMapping(prefix = "switchboard.askyourdatabase")
public interface AskYourDatabaseSettings {

    /** Key of AskYourDatabase's API; {@code AI_API_KEY} does as well. */
    Optional<String> apiKey();

    /** Id of the chatbot at AskYourDatabase; {@code AI_MODEL} does as well. */
    Optional<String> chatId();

    /** AskYourDatabase's address, without a path; {@code AI_BASE_URL} does as well. */
    Optional<URI> baseUrl();
}
