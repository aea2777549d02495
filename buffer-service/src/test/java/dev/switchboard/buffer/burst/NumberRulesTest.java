package dev.switchboard.buffer.burst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.model.identity.BusinessNumber;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NumberRulesTest {
    private final Map<String, String> settings = new HashMap<>();
    private final NumberRules rules =
            new NumberRules(name -> Optional.ofNullable(settings.get(name)));

    @Test
    void areTwoSecondsTenSecondsAndTwentyMessagesWhereNothingIsSet() {
        assertThat(rules.of(Customer.SHOP)).isEqualTo(rules("PT2S", "PT10S", 20));
    }

    @Test
    void aNumbersOwnSettingWinsOverTheGeneralOne() {
        // Given
        settings.put("BURST_QUIET", "PT3S");
        settings.put("BURST_QUIET_15550009999", "PT0.5S");
        settings.put("BURST_MOST_15550009999", "2");

        // When
        var own = rules.of(Customer.SHOP);
        var others = rules.of(new BusinessNumber("+4930123456", "+4930123456"));

        // Then
        assertThat(own).isEqualTo(rules("PT0.5S", "PT10S", 2));
        assertThat(others).isEqualTo(rules("PT3S", "PT10S", 20));
    }

    @Test
    void metasNumbersAreNamedByTheirIdOrByTheNumberPeopleSee() {
        // Given
        var meta = new BusinessNumber("106540352242922", "+15550002222");
        settings.put("BURST_QUIET_106540352242922", "PT1S");
        settings.put("BURST_LONGEST_15550002222", "PT5S");

        // When
        var own = rules.of(meta);

        // Then
        assertThat(own).isEqualTo(rules("PT1S", "PT5S", 20));
    }

    @Test
    void aValueThatMakesNoSenseIsPassedOver() {
        // Given
        settings.put("BURST_QUIET_15550009999", "soon");
        settings.put("BURST_QUIET", "PT4S");
        settings.put("BURST_LONGEST", "-PT1S");
        settings.put("BURST_MOST", "0");

        // When
        var own = rules.of(Customer.SHOP);

        // Then
        assertThat(own).isEqualTo(rules("PT4S", "PT10S", 20));
    }

    @Test
    void theLongestWaitIsAtLeastTheQuietWindow() {
        // Given
        settings.put("BURST_QUIET", "PT15S");

        // When
        var own = rules.of(Customer.SHOP);

        // Then
        assertThat(own).isEqualTo(rules("PT15S", "PT15S", 20));
    }

    private static BurstRules rules(String quiet, String longest, int most) {
        return new BurstRules(Duration.parse(quiet), Duration.parse(longest), most);
    }
}
