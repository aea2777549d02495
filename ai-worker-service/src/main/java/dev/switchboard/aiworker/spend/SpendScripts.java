package dev.switchboard.aiworker.spend;

/**
 * Scripts that change the sums of several ceilings at once. Of each there are two keys: a hash with
 * {@code spent}, {@code held}, {@code open:ID}, {@code prompt:ID} and {@code lapsed:ID}, in
 * micro-dollars, and the open reservations by the time at which they lapse, by the clock of Redis.
 */
final class SpendScripts {
    /**
     * Reserves an amount (ARGV[2]) for a call (ARGV[1]) under all ceilings, or under none. A call
     * that has a reservation, of a worker that has died, keeps it: only what is more is reserved,
     * and the prompt of the call that was abandoned (ARGV[3]) is spent. ARGV[4] is the time after
     * which it lapses and counts as spent, ARGV[5] the time for which sums are kept; then come the
     * limit of each ceiling and what the ledger has, which is empty if it was not asked: the sum is
     * at least that. Returns {1, 0} if it is reserved, {0, n} if the n-th ceiling leaves no room,
     * {-1, n} if the n-th has no sum and the ledger is to be asked.
     */
    static final String RESERVE =
            """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local id, amount = ARGV[1], tonumber(ARGV[2])
            local refused = 0
            for i = 1, #KEYS / 2 do
                local sums, open = KEYS[2 * i - 1], KEYS[2 * i]
                local limit, ledger = tonumber(ARGV[4 + 2 * i]), tonumber(ARGV[5 + 2 * i])
                local spent = tonumber(redis.call('HGET', sums, 'spent') or '')
                if not spent and not ledger then
                    return {-1, i}
                end
                if not spent or (ledger and ledger > spent) then
                    redis.call('HSET', sums, 'spent', ledger)
                    redis.call('PEXPIRE', sums, ARGV[5])
                    spent = ledger
                end
                for _, lapsed in ipairs(redis.call('ZRANGEBYSCORE', open, '-inf', now)) do
                    local amount_held = redis.call('HGET', sums, 'open:' .. lapsed)
                    redis.call('ZREM', open, lapsed)
                    if amount_held then
                        redis.call('HDEL', sums, 'open:' .. lapsed, 'prompt:' .. lapsed)
                        redis.call('HSET', sums, 'lapsed:' .. lapsed, amount_held)
                        redis.call('HINCRBY', sums, 'held', -amount_held)
                        spent = redis.call('HINCRBY', sums, 'spent', amount_held)
                    end
                end
                local held = tonumber(redis.call('HGET', sums, 'held') or 0)
                local own = tonumber(redis.call('HGET', sums, 'open:' .. id) or 0)
                local abandoned = tonumber(redis.call('HGET', sums, 'prompt:' .. id) or 0)
                if refused == 0 and spent + held + abandoned + math.max(0, amount - own) > limit then
                    refused = i
                end
            end
            if refused > 0 then
                return {0, refused}
            end
            for i = 1, #KEYS / 2 do
                local sums, open = KEYS[2 * i - 1], KEYS[2 * i]
                local own = tonumber(redis.call('HGET', sums, 'open:' .. id) or 0)
                local abandoned = tonumber(redis.call('HGET', sums, 'prompt:' .. id) or 0)
                local reserved = math.max(amount, own)
                redis.call('HINCRBY', sums, 'spent', abandoned)
                redis.call('HINCRBY', sums, 'held', reserved - own)
                redis.call('HSET', sums, 'open:' .. id, reserved, 'prompt:' .. id, ARGV[3])
                redis.call('ZADD', open, now + ARGV[4], id)
                redis.call('PEXPIRE', open, ARGV[5])
            end
            return {1, 0}
            """;

    /**
     * Puts what a call (ARGV[1]) has cost (ARGV[2]) in place of its reservation, also of one that
     * has lapsed; without one it is added. Sums that are lost stay lost, for the ledger to give.
     * Then come the ceilings' limits. Returns the sum of 2^(n-1) over the ceilings of which four
     * fifths are spent now, each once.
     */
    static final String SETTLE =
            """
            local id, micros = ARGV[1], tonumber(ARGV[2])
            local near = 0
            for i = 1, #KEYS / 2 do
                local sums, open = KEYS[2 * i - 1], KEYS[2 * i]
                if redis.call('HEXISTS', sums, 'spent') == 1 then
                    local held = redis.call('HGET', sums, 'open:' .. id)
                    local lapsed = redis.call('HGET', sums, 'lapsed:' .. id)
                    local more = micros
                    if held then
                        redis.call('HINCRBY', sums, 'held', -held)
                        redis.call('HDEL', sums, 'open:' .. id, 'prompt:' .. id)
                        redis.call('ZREM', open, id)
                    elseif lapsed then
                        redis.call('HDEL', sums, 'lapsed:' .. id)
                        more = micros - lapsed
                    end
                    local spent = redis.call('HINCRBY', sums, 'spent', more)
                    if spent * 5 >= ARGV[2 + i] * 4 and redis.call('HSETNX', sums, 'warned', 1) == 1 then
                        near = near + 2 ^ (i - 1)
                    end
                end
            end
            return near
            """;

    private SpendScripts() {}
}
