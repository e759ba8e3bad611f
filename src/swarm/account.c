#include "swarm/account.h"

void account_init(struct account *account, uint32_t ssrc)
{
    *account = (struct account){.ssrc = ssrc};
}

/* Move the window on by `ahead`. Returns how many fell out of it unseen. */
static uint64_t shift(struct account *account, uint32_t ahead)
{
    uint64_t lost = 0;
    if (ahead >= ACCOUNT_WINDOW) {
        lost = ahead - ACCOUNT_WINDOW;
        lost += (uint64_t)(ACCOUNT_WINDOW - __builtin_popcountll(account->seen[0]) -
                           __builtin_popcountll(account->seen[1]));
        account->seen[0] = account->seen[1] = 0;
        return lost;
    }
    for (; ahead >= 64; ahead -= 64) {
        lost += (uint64_t)__builtin_popcountll(~account->seen[1]);
        account->seen[1] = account->seen[0];
        account->seen[0] = 0;
    }
    if (ahead > 0) {
        lost += (uint64_t)__builtin_popcountll(~account->seen[1] >> (64 - ahead));
        account->seen[1] = account->seen[1] << ahead | account->seen[0] >> (64 - ahead);
        account->seen[0] <<= ahead;
    }
    return lost;
}

enum account_news account_packet(struct account *account, uint16_t sequence,
                                 struct media_tally *tally)
{
    tally->packets++;
    if (account->highest == 0) { /* before the first nothing is missing */
        account->highest = 0x10000u + sequence;
        account->seen[0] = account->seen[1] = UINT64_MAX;
        return ACCOUNT_NEW;
    }
    int16_t ahead = (int16_t)(sequence - (uint16_t)account->highest);
    if (ahead > 0) {
        tally->lost += shift(account, (uint32_t)ahead);
        account->seen[0] |= 1;
        account->highest += (uint32_t)ahead;
        return ACCOUNT_NEW;
    }
    unsigned back = (unsigned)-ahead;
    if (back >= ACCOUNT_WINDOW) {
        tally->late++;
        return ACCOUNT_LATE;
    }
    uint64_t bit = UINT64_C(1) << (back % 64);
    bool is_repeated = (account->seen[back / 64] & bit) != 0;
    account->seen[back / 64] |= bit;
    tally->repeated += is_repeated;
    return is_repeated ? ACCOUNT_REPEATED : ACCOUNT_NEW;
}

size_t account_missing(const struct account *account, unsigned spared, unsigned within,
                       uint16_t *sequences, size_t max)
{
    size_t count = 0;
    for (unsigned i = MIN(within, (unsigned)ACCOUNT_WINDOW); i-- > spared && count < max;) {
        if ((account->seen[i / 64] >> (i % 64) & 1) == 0) {
            sequences[count++] = (uint16_t)(account->highest - i);
        }
    }
    return account->highest == 0 ? 0 : count;
}

bool account_has_gap(const struct account *account)
{
    return account->highest != 0 && (account->seen[0] & account->seen[1]) != UINT64_MAX;
}

uint8_t account_fraction_lost(const struct account *account)
{
    int seen = __builtin_popcountll(account->seen[0]) + __builtin_popcountll(account->seen[1]);
    return account->highest == 0 ? 0 : (uint8_t)MIN((ACCOUNT_WINDOW - seen) * 2, 255);
}
