package dev.switchboard.common.content;

/** Line of a cart; the price in the currency's own unit, as text to keep its digits. */
public record OrderItem(String productId, int quantity, String price, String currency) {}
