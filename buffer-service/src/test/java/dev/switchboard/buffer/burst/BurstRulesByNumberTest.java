package dev.switchboard.buffer.burst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.identity.BusinessNumber;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BurstRulesByNumberTest {
    private final Map<String, String> settings = new HashMap<>();
    private final BurstRulesByNumber rules =
            new BurstRulesByNumber(name -> Optional.ofNullable(settings.get(name)));

    @Test
    void defaultsAreTwoSecondsTenSecondsAndTwentyMessages() {
        assertThat(rules.of(BurstCustomer.SHOP)).isEqualTo(rules("PT2S", "PT10S", 20));
    }

    @Test
    void aNumbersOwnSettingOverridesTheGeneralOne() {
        // Given
        settings.put("BURST_QUIET_PERIOD", "PT3S");
        settings.put("BURST_QUIET_PERIOD_15550009999", "PT0.5S");
        settings.put("BURST_MAX_MESSAGES_15550009999", "2");

        // When
        var own = rules.of(BurstCustomer.SHOP);
        var others = rules.of(new BusinessNumber("+4930123456", "+4930123456"));

        // Then
        assertThat(own).isEqualTo(rules("PT0.5S", "PT10S", 2));
        assertThat(others).isEqualTo(rules("PT3S", "PT10S", 20));
    }

    @Test
    void metaNumbersAreNamedByPhoneNumberIdOrPhoneNumber() {
        // Given
        var meta = new BusinessNumber("106540352242922", "+15550002222");
        settings.put("BURST_QUIET_PERIOD_106540352242922", "PT1S");
        settings.put("BURST_MAX_WAIT_15550002222", "PT5S");

        // When
        var own = rules.of(meta);

        // Then
        assertThat(own).isEqualTo(rules("PT1S", "PT5S", 20));
    }

    @Test
    void anInvalidValueIsIgnored() {
        // Given
        settings.put("BURST_QUIET_PERIOD_15550009999", "soon");
        settings.put("BURST_QUIET_PERIOD", "PT4S");
        settings.put("BURST_MAX_WAIT", "-PT1S");
        settings.put("BURST_MAX_MESSAGES", "0");

        // When
        var own = rules.of(BurstCustomer.SHOP);

        // Then
        assertThat(own).isEqualTo(rules("PT4S", "PT10S", 20));
    }

    @Test
    void maxWaitIsAtLeastTheQuietPeriod() {
        // Given
        settings.put("BURST_QUIET_PERIOD", "PT15S");

        // When
        var own = rules.of(BurstCustomer.SHOP);

        // Then
        assertThat(own).isEqualTo(rules("PT15S", "PT15S", 20));
    }

    private static BurstRules rules(String quietPeriod, String maxWait, int maxMessages) {
        return new BurstRules(Duration.parse(quietPeriod), Duration.parse(maxWait), maxMessages);
    }
}
