package dev.switchboard.ingress.webhook;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The words by which customers opt out and in, where the provider does not heed any itself. */
@ConfigMapping(prefix = "switchboard.opt-out")
public interface OptOutSettings {

    /** A message that is one of these, whatever its case and marks, ends all sending. */
    Optional<List<String>> stopWords();

    /** A message that is one of these begins it again. */
    Optional<List<String>> startWords();
}
