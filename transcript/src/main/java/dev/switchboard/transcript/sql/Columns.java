package dev.switchboard.transcript.sql;

import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Reads columns of a row as types that JDBC does not give. */
public final class Columns {
    private Columns() {}

    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Returns the time; empty if it is null. */
    public static Optional<Instant> optionalInstant(ResultSet row, String column)
            throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    /** Returns the text; empty if it is null. */
    public static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    /** Reads the key of a conversation from its five columns. */
    public static ConversationKey conversationKey(ResultSet row) throws SQLException {
        return new ConversationKey(
                Channel.of(row.getString("channel")),
                new BusinessNumber(row.getString("business_id"), row.getString("business_phone")),
                new CustomerAddress(row.getString("customer")),
                optionalText(row, "writes_from").map(CustomerAddress::new));
    }

    /** Returns the constant whose name the column holds, in upper or lower case. */
    public static <E extends Enum<E>> E constant(Class<E> type, ResultSet row, String column)
            throws SQLException {
        return optionalConstant(type, row, column).orElseThrow();
    }

    /** Same as {@link #constant}; empty if the column is null. */
    public static <E extends Enum<E>> Optional<E> optionalConstant(
            Class<E> type, ResultSet row, String column) throws SQLException {
        return optionalText(row, column)
                .map(name -> Enum.valueOf(type, name.toUpperCase(Locale.ROOT)));
    }
}
