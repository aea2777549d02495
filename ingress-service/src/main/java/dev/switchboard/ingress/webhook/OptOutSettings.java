package dev.switchboard.ingress.webhook;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Settings of the words by which customers opt out and in, unless the provider detects them. */
@ConfigMapping(prefix = "switchboard.opt-out")
public interface OptOutSettings {

    /** Words that, as a whole message of any case and punctuation, stop all sending. */
    Optional<List<String>> stopWords();

    /** Words that, as a whole message, allow sending again. */
    Optional<List<String>> startWords();
}
