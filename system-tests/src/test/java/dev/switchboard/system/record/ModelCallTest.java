package dev.switchboard.system.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ModelCallTest {

    @Test
    void markersOfEveryLineAreRead() throws JsonProcessingException {
        // Given
        var recorded =
                """
                {
                  "n": 1,
                  "startedAt": "2026-11-22T00:38:22.263Z",
                  "answeredAt": null,
                  "cancelledAt": null,
                  "request": {
                    "contents": [
                      {"role": "user", "parts": [{"text": "c0010.1.1\\nc0010.1.2"}]},
                      {"role": "model", "parts": [{"text": "#7 c0010.1.1"}]},
                      {"role": "user", "parts": [{"text": "c0010.2.1"}]}
                    ]
                  }
                }
                """;

        // When
        var call = ModelCall.read(new ObjectMapper().readTree(recorded));

        // Then
        assertThat(call.markers()).containsExactlyInAnyOrder("c0010.1.1", "c0010.1.2", "c0010.2.1");
        assertThat(call.isOpen()).isTrue();
    }
}
