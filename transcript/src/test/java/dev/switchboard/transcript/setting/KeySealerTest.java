package dev.switchboard.transcript.setting;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.testing.TestKeyset;
import dev.switchboard.transcript.setting.KeySealer.KeysetKey;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySealerTest {
    private static final String KEY = "key-of-the-provider-1234";
    private static final UUID PROFILE = UUID.randomUUID();

    @Test
    void keyOpensInTheRowItWasSealedFor() {
        // Given
        var sealer = sealer(TestKeyset.of(1));

        // When
        var sealed = sealer.seal(PROFILE, KEY);

        // Then
        assertThat(sealer.open(PROFILE, sealed)).contains(KEY);
        assertThat(new String(sealed.sealed(), ISO_8859_1)).doesNotContain(KEY);
        assertThat(sealed).hasToString("…1234");
    }

    @Test
    void keyThatWasMovedToAnotherRowDoesNotOpen() {
        // Given
        var sealer = sealer(TestKeyset.of(1));

        // When
        var sealed = sealer.seal(PROFILE, KEY);

        // Then
        assertThat(sealer.open(UUID.randomUUID(), sealed)).isEmpty();
    }

    @Test
    void keyOpensWhileItsKeysetHasTheKeyThatSealedIt() {
        // Given
        var sealed = sealer(TestKeyset.of(1)).seal(PROFILE, KEY);

        // When
        var rotated = sealer(TestKeyset.of(2, 1)).open(PROFILE, sealed);
        var dropped = sealer(TestKeyset.of(2)).open(PROFILE, sealed);

        // Then
        assertThat(rotated).contains(KEY);
        assertThat(dropped).isEmpty();
    }

    @Test
    void keysAreToldByTheirIdsAndSoIsTheOneThatHasSealed() {
        // Given
        var sealed = sealer(TestKeyset.of(1)).seal(PROFILE, KEY);

        // When
        var keys = sealer(TestKeyset.of(2, 1)).keys();

        // Then
        assertThat(keys).containsExactly(new KeysetKey(2, true), new KeysetKey(1, false));
        assertThat(sealed.sealingKey()).hasValue(1);
        assertThat(new SealedKey(new byte[] {7, 0, 0, 0, 1}, "…").sealingKey()).isEmpty();
        assertThat(new KeySealer(Optional::empty).keys()).isEmpty();
    }

    @Test
    void textOpensInItsPlaceAlone() {
        // Given
        var sealer = sealer(TestKeyset.of(1));

        // When
        var sealed = sealer.seal("here", "a token");

        // Then
        assertThat(sealer.open("here", sealed)).contains("a token");
        assertThat(sealer.open("there", sealed)).isEmpty();
        assertThat(sealer.open("here", new byte[] {1, 2, 3})).isEmpty();
    }

    @Test
    void withoutAKeysetNothingIsSealedOrOpened() {
        // Given
        var sealed = sealer(TestKeyset.of(1)).seal(PROFILE, KEY);
        var sealer = new KeySealer(Optional::empty);

        // Then
        assertThat(sealer.isAvailable()).isFalse();
        assertThat(sealer.open(PROFILE, sealed)).isEmpty();
        assertThatThrownBy(() -> sealer.seal(PROFILE, KEY)).hasMessageContaining("SECRETS_KEYSET");
    }

    @Test
    void shortKeyHasNoHint() {
        assertThat(sealer(TestKeyset.of(1)).seal(PROFILE, "secret-1234").hint()).isEqualTo("…");
    }

    @Test
    void keysetOfTinkHasTheForm() {
        assertThat(KeysetForm.isValid(TestKeyset.of(1, 2))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "[]",
                "{}",
                "{\"primaryKeyId\":1,\"key\":[]}",
                "{\"primaryKeyId\":1,\"key\":[{\"keyId\":1,\"status\":\"ENABLED\"}]}"
            })
    void anythingElseHasNot(String keyset) {
        assertThat(KeysetForm.isValid(keyset)).isFalse();
    }

    @Test
    void keysetMustHaveItsPrimaryKeyEnabledAndWhole() {
        var keyset = TestKeyset.of(1);

        assertThat(KeysetForm.isValid(keyset.replace("\"primaryKeyId\":1", "\"primaryKeyId\":2")))
                .isFalse();
        assertThat(KeysetForm.isValid(keyset.replace("ENABLED", "DISABLED"))).isFalse();
        assertThat(KeysetForm.isValid(keyset.replace("GiA", "GiQ"))).isFalse();
        assertThat(KeysetForm.isValid(keyset.replace("AesGcmKey", "AesSivKey"))).isFalse();
    }

    private static KeySealer sealer(String keyset) {
        return new KeySealer(() -> Optional.of(keyset));
    }
}
