#include "peer/ice.h"

enum {
    CHECKS_A_SECOND = 50,
    CHECK_RETRY_FIRST_US = 50 * 1000,
    CHECK_RETRY_LONGEST_US = 500 * 1000,
};

/* ---- credentials ---- */

static const char ice_letters[65] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void draw_letters(char *out, size_t count, struct random_source *random)
{
    uint8_t bytes[ICE_PASSWORD_MAX];
    ASSERT(count <= sizeof(bytes));
    random->fill(random, bytes, count);
    for (size_t i = 0; i < count; i++) {
        out[i] = ice_letters[bytes[i] & 63];
    }
    out[count] = '\0';
}

void ice_credentials_draw(struct ice_credentials *credentials, struct random_source *random,
                          unsigned thread)
{
    ASSERT(thread < 64);
    *credentials = (struct ice_credentials){0};
    draw_letters(credentials->ufrag, ICE_OWN_UFRAG_SIZE, random);
    draw_letters(credentials->password, ICE_OWN_PASSWORD_SIZE, random);
    credentials->ufrag[0] = ice_letters[thread];
}

int ice_username_thread(struct bytes username)
{
    if (username.size <= ICE_OWN_UFRAG_SIZE || username.data[ICE_OWN_UFRAG_SIZE] != ':') {
        return -1;
    }
    const char *letter = memchr(ice_letters, username.data[0], 64);
    return letter ? (int)(letter - ice_letters) : -1;
}

/* ---- life ---- */

void ice_init(struct ice *ice, const struct ice_setup *setup, uint64_t now_us)
{
    *ice = (struct ice){
        .role = setup->role,
        .local = setup->local,
        .remote = setup->remote,
        .heard_us = now_us,
        .next_check_us = setup->role == ICE_CONTROLLING ? now_us : NEVER_US,
        .candidate = setup->candidate,
    };
    if (setup->role == ICE_CONTROLLING) {
        ice->tie_breaker = random_u64(setup->random);
    }
}

void ice_restart(struct ice *ice, const struct ice_credentials *local,
                 const struct ice_credentials *remote)
{
    if (!ice->has_former) { /* twice in a row: the pair in use is the one to keep */
        ice->former_local = ice->local;
        ice->has_former = true;
    }
    ice->local = *local;
    ice->remote = *remote;
    if (ice->role == ICE_CONTROLLING) { /* the new names are checked at once */
        ice->check_count = 0;
        ice->next_check_us = 0;
    }
}

static size_t find_path(const struct ice *ice, const struct address *address)
{
    size_t i = 0;
    while (i < ice->path_count && !address_equal(&ice->paths[i].address, address)) {
        i++;
    }
    return i;
}

bool ice_knows(const struct ice *ice, const struct address *from)
{
    return find_path(ice, from) < ice->path_count;
}

static void note_path(struct ice *ice, const struct address *from, uint64_t now_us)
{
    size_t at = find_path(ice, from);
    if (at == ice->path_count) {
        if (ice->path_count < ICE_PATHS_MAX) {
            ice->path_count++;
        } else { /* the least recently heard gives way, the selected one never */
            at = address_equal(&ice->paths[0].address, &ice->selected) ? 1 : 0;
            for (size_t i = at + 1; i < ICE_PATHS_MAX; i++) {
                if (ice->paths[i].heard_us < ice->paths[at].heard_us &&
                    !address_equal(&ice->paths[i].address, &ice->selected)) {
                    at = i;
                }
            }
            ice->given_way = ice->paths[at].address;
        }
        ice->paths[at].address = *from;
    }
    ice->paths[at].heard_us = now_us;
}

static void select_path(struct ice *ice, const struct address *from, bool *selected)
{
    *selected = !ice->has_selected || !address_equal(&ice->selected, from);
    ice->has_selected = true;
    ice->selected = *from;
}

/* ---- checks from the other side (we are lite) ---- */

/* Does the USERNAME read "ours:theirs"? Before the remote's ufrag is known any goes. */
static bool names(struct bytes username, const struct ice_credentials *local,
                  const struct ice_credentials *remote)
{
    size_t local_size = strlen(local->ufrag), remote_size = strlen(remote->ufrag);
    if (username.size <= local_size || username.data[local_size] != ':' ||
        memcmp(username.data, local->ufrag, local_size) != 0) {
        return false;
    }
    size_t theirs_size = username.size - local_size - 1;
    return remote_size == 0 ||
           (theirs_size == remote_size &&
            memcmp(username.data + local_size + 1, remote->ufrag, remote_size) == 0);
}

/* A restarted session is called by its new name; until it is, the former one holds.
 * The former remote ufrag is gone, so only our half of the name is compared then.
 */
static bool names_former(struct bytes username, const struct ice *ice)
{
    size_t size = strlen(ice->former_local.ufrag);
    return ice->has_former && username.size > size && username.data[size] == ':' &&
           memcmp(username.data, ice->former_local.ufrag, size) == 0;
}

/* A cap a peer: at most CHECKS_A_SECOND answered checks a second. */
static bool is_too_often(struct ice *ice, uint64_t now_us)
{
    if (now_us - ice->checks_since_us >= SECOND_US) {
        ice->checks_since_us = now_us;
        ice->check_count = 0;
    }
    return ++ice->check_count > CHECKS_A_SECOND;
}

/* Is it one of ours, by name and integrity? *password gets what it was made with. */
static enum drop authenticate(const struct ice *ice, struct bytes datagram,
                              const struct stun_message *check, const char **password,
                              bool *is_current)
{
    *is_current = names(check->username, &ice->local, &ice->remote);
    if (!*is_current && !names_former(check->username, ice)) {
        return DROP_STUN_UNKNOWN_USER;
    }
    *password = *is_current ? ice->local.password : ice->former_local.password;
    if (!stun_check_integrity(datagram, check, bytes_of_text(*password))) {
        return DROP_STUN_BAD_INTEGRITY;
    }
    return stun_check_fingerprint(datagram, check) ? DROP_NONE : DROP_STUN_BAD_FINGERPRINT;
}

static void write_answer(struct writer *reply, const struct stun_message *check,
                         const struct address *from, const char *password)
{
    struct stun_message answer = {
        .class = STUN_SUCCESS, .has_mapped_address = true, .mapped_address = *from};
    memcpy(answer.transaction, check->transaction, STUN_TRANSACTION_SIZE);
    stun_write(reply, &answer, bytes_of_text(password));
}

static enum drop receive_check(struct ice *ice, const struct address *from, struct bytes datagram,
                               const struct stun_message *check, uint64_t now_us,
                               struct writer *reply, bool *selected)
{
    const char *password;
    bool is_current;
    enum drop drop = authenticate(ice, datagram, check, &password, &is_current);
    if (drop) {
        return drop;
    }
    if (is_too_often(ice, now_us)) {
        return DROP_STUN_RATE;
    }
    ice->heard_us = now_us;
    if (is_current) {
        ice->has_former = false;
    }
    note_path(ice, from, now_us);
    if (check->use_candidate || !ice->has_selected) {
        select_path(ice, from, selected);
    }
    write_answer(reply, check, from, password);
    return DROP_NONE;
}

/* ---- what a full agent sends to us (we are controlling) ---- */

/* A server that is not lite checks as well; the answer is all it wants, the choice is ours. */
static enum drop answer_check(const struct ice *ice, const struct address *from,
                              struct bytes datagram, const struct stun_message *check,
                              struct writer *reply)
{
    const char *password;
    bool is_current;
    enum drop drop = authenticate(ice, datagram, check, &password, &is_current);
    if (!drop) {
        write_answer(reply, check, from, password);
    }
    return drop;
}

/* ---- answers to our checks (we are controlling) ---- */

static enum drop receive_answer(struct ice *ice, const struct address *from, struct bytes datagram,
                                const struct stun_message *answer, uint64_t now_us, bool *selected)
{
    bool is_asked = ice->check_count > 0; /* a second answer must not renew consent */
    if (!is_asked || memcmp(answer->transaction, ice->transaction, STUN_TRANSACTION_SIZE) != 0 ||
        !address_equal(from, &ice->candidate)) {
        return DROP_STUN_UNEXPECTED;
    }
    if (!stun_check_integrity(datagram, answer, bytes_of_text(ice->remote.password))) {
        return DROP_STUN_BAD_INTEGRITY;
    }
    if (!stun_check_fingerprint(datagram, answer)) {
        return DROP_STUN_BAD_FINGERPRINT;
    }
    ice->heard_us = now_us;
    ice->check_count = 0;
    ice->next_check_us = now_us + ICE_CHECK_INTERVAL_US;
    note_path(ice, from, now_us);
    select_path(ice, from, selected);
    return DROP_NONE;
}

enum drop ice_receive(struct ice *ice, const struct address *from, struct bytes datagram,
                      uint64_t now_us, struct writer *reply, bool *selected)
{
    struct stun_message message;
    *selected = false;
    enum drop drop = stun_parse(datagram, &message);
    if (drop) {
        return drop;
    }
    if (ice->role == ICE_LITE && message.class == STUN_REQUEST && message.method == 1 &&
        message.unknown_required == 0) {
        return receive_check(ice, from, datagram, &message, now_us, reply, selected);
    }
    if (ice->role == ICE_CONTROLLING && message.class == STUN_REQUEST && message.method == 1 &&
        message.unknown_required == 0) {
        return answer_check(ice, from, datagram, &message, reply);
    }
    if (ice->role == ICE_CONTROLLING && message.class == STUN_SUCCESS && message.method == 1) {
        return receive_answer(ice, from, datagram, &message, now_us, selected);
    }
    return DROP_STUN_UNEXPECTED;
}

/* ---- time ---- */

static void write_check(struct ice *ice, uint64_t now_us, struct random_source *random,
                        struct writer *check)
{
    char username[2 * ICE_UFRAG_MAX + 2];
    snprintf(username, sizeof(username), "%s:%s", ice->remote.ufrag, ice->local.ufrag);
    if (ice->check_count == 0) { /* a retransmission keeps its id: the path may be slow */
        random->fill(random, ice->transaction, sizeof(ice->transaction));
    }
    struct stun_message message = {
        .class = STUN_REQUEST,
        .username = bytes_of_text(username),
        .has_priority = true,
        .priority = 0x6e7f00ff, /* peer-reflexive, RFC 8445 5.1.2.1 */
        .use_candidate = true,
        .has_controlling = true,
        .tie_breaker = ice->tie_breaker,
    };
    memcpy(message.transaction, ice->transaction, sizeof(message.transaction));
    stun_write(check, &message, bytes_of_text(ice->remote.password));
    uint64_t wait_us = (uint64_t)CHECK_RETRY_FIRST_US << MIN(ice->check_count, 8u);
    ice->next_check_us = now_us + MIN(wait_us, (uint64_t)CHECK_RETRY_LONGEST_US);
    ice->check_count++;
}

bool ice_tick(struct ice *ice, uint64_t now_us, struct random_source *random, struct writer *check)
{
    if (now_us - ice->heard_us >= ICE_CONSENT_US) {
        return false;
    }
    if (now_us >= ice->next_check_us) {
        write_check(ice, now_us, random, check);
    }
    return true;
}

uint64_t ice_next_deadline(const struct ice *ice)
{
    return MIN(ice->heard_us + ICE_CONSENT_US, ice->next_check_us);
}
