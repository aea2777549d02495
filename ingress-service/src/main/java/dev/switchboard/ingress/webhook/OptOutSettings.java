package dev.switchboard.ingress.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/** Settings of the words by which customers opt out and in, unless the provider detects them. */
@ConfigMapping(prefix = "switchboard.opt")
public interface OptOutSettings {

    /**
     * Words that, as a whole message of any case and punctuation, stop all sending; "-" for none.
     */
    @WithName("out-words")
    @WithDefault(
            "STOP,STOP ALL,STOPALL,STOP PROMOTIONS,UNSUBSCRIBE,OPT OUT,OPTOUT,STOPP,ABMELDEN,"
                    + "AFMELDEN,DARME DE BAJA,DESCADASTRAR,DESABONNER")
    Optional<List<String>> stopWords();

    /** Words that, as a whole message, allow sending again; "-" for none. */
    @WithName("in-words")
    @WithDefault("START,UNSTOP,OPT IN,OPTIN")
    Optional<List<String>> startWords();
}
