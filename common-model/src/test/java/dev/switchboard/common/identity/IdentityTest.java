package dev.switchboard.common.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdentityTest {
    private static final CustomerAddress CUSTOMER = new CustomerAddress("+15550001111");
    private static final BusinessNumber BUSINESS =
            new BusinessNumber("+14155238886", "+14155238886");

    @Test
    void idsStayTheSameOverReleases() {
        // Given
        var conversation = new ConversationKey(Channel.TWILIO, BUSINESS, CUSTOMER).id();
        var message = MessageId.ofProvider(Channel.TWILIO, "SM00000000000000000000000000000001");

        // When
        var turn = TurnId.startingWith(message);

        // Then
        assertThat(conversation).hasToString("0e607980-253b-510d-ab79-696e7d5f0fa3");
        assertThat(message).hasToString("c88d4cbe-dd28-5c73-a33a-84c340d67eac");
        assertThat(turn).hasToString("025a0a70-986c-56ec-a777-13be424051b8");
        assertThat(ReplyId.to(turn)).hasToString("6cf531c4-0cb1-50a2-97f5-693c1c75f619");
        assertThat(conversation.value().version()).isEqualTo(5);
        assertThat(conversation.value().variant()).isEqualTo(2);
    }

    @Test
    void aCustomerOfTwoBusinessNumbersHasTwoConversations() {
        // Given
        var other = new BusinessNumber("+14155230000", "+14155230000");

        // When
        var ids = new HashSet<ConversationId>();
        ids.add(new ConversationKey(Channel.TWILIO, BUSINESS, CUSTOMER).id());
        ids.add(new ConversationKey(Channel.TWILIO, other, CUSTOMER).id());
        ids.add(new ConversationKey(Channel.META, BUSINESS, CUSTOMER).id());

        // Then
        assertThat(ids).hasSize(3);
    }

    @Test
    void addressThatACustomerWritesFromChangesNothingAboutTheConversation() {
        // Given
        var customer = new CustomerAddress("+525512345678");
        var spelling = new CustomerAddress("+5215512345678");

        // When
        var plain = new ConversationKey(Channel.TWILIO, BUSINESS, customer);
        var spelled =
                new ConversationKey(Channel.TWILIO, BUSINESS, customer, Optional.of(spelling));
        var same = new ConversationKey(Channel.TWILIO, BUSINESS, customer, Optional.of(customer));

        // Then
        assertThat(spelled.id()).isEqualTo(plain.id());
        assertThat(spelled.address()).isEqualTo(spelling);
        assertThat(plain.address()).isEqualTo(customer);
        assertThat(same).isEqualTo(plain);
    }

    @Test
    void namesCannotRunIntoEachOther() {
        // When
        var one = NameUuid.of("kind", "a", "bc");
        var other = NameUuid.of("kind", "ab", "c");

        // Then
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void aTurnThatIsReopenedIsAnotherTurnAtEachHandback() {
        // Given
        var turn = TurnId.startingWith(MessageId.ofProvider(Channel.META, "wamid.1"));

        // When
        var reopened = turn.reopenedAt(2);

        // Then
        assertThat(reopened)
                .isNotEqualTo(turn)
                .isNotEqualTo(turn.reopenedAt(4))
                .isEqualTo(turn.reopenedAt(2));
    }

    @Test
    void aPartIdIsReadAsItIsWritten() {
        // Given
        var part = new PartId(ReplyId.of("6f3a0c1e-57d4-5e0a-9a53-0a4f6a3b2c1d"), 12);

        // When
        var read = PartId.of(part.toString());

        // Then
        assertThat(read).isEqualTo(part);
    }

    @Test
    void malformedPartIdIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PartId.of("12"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartId.of("6f3a0c1e-57d4-5e0a-9a53-0a4f6a3b2c1d.0"));
        assertThatIllegalArgumentException().isThrownBy(() -> PartId.of("x.1"));
    }
}
