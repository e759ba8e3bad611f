#include "node/media.h"

/* A frame whose last packets have not come yet is looked at again after this. */
#define OPEN_GROUP_US (2 * MS_US)

void media_init(struct media *media, uint8_t thread, uint8_t thread_count, unsigned switches,
                const struct media_ports *ports, uint64_t now_us)
{
    media->thread = thread;
    media->thread_count = thread_count;
    media->ports = *ports;
    owner_map_init(&media->addresses, random_u64(ports->random));
    owner_map_init(&media->ufrags, random_u64(ports->random));
    wheel_init(&media->wheel, now_us);
    fanout_init(&media->fanout, ports->trains, switches);
}

static void drop_datagram(struct media *media, enum drop reason)
{
    media_count(&media->counters.dropped[reason], 1);
}

/* ---- members come and go ---- */

static void own_ufrag(struct media *media, struct member *member, const char *ufrag)
{
    struct owner_key key = owner_key_of_ufrag(bytes_of_text(ufrag));
    bool is_set = owner_map_set(&media->ufrags, &key, member, media->thread);
    ASSERT(is_set); /* at most two a member, and members are capped well below */
}

static void disown_ufrag(struct media *media, const char *ufrag)
{
    struct owner_key key = owner_key_of_ufrag(bytes_of_text(ufrag));
    owner_map_remove(&media->ufrags, &key);
}

static void count_members(struct media *media, enum member_kind kind, int change)
{
    _Atomic uint64_t *counter =
        kind == MEMBER_PUBLISHER ? &media->counters.publishers : &media->counters.viewers;
    atomic_fetch_add_explicit(counter, (uint64_t)change, memory_order_relaxed);
}

static uint64_t member_deadline(const struct member *member)
{
    uint64_t own_us = member->kind == MEMBER_PUBLISHER ? source_next_deadline(member->source)
                                                       : viewer_next_deadline(member->viewer);
    uint64_t peer_us = peer_next_deadline(&member->peer);
    return member->peer.state == PEER_CONNECTED ? MIN(own_us, peer_us) : peer_us;
}

static void adopt(struct media *media, struct member *member)
{
    ASSERT(media->member_count < MEDIA_MEMBERS_MAX);
    member->is_adopted = true;
    member->index = media->member_count;
    if (member->kind == MEMBER_PUBLISHER) {
        member->source->stage->source_count++;
    }
    media->members[media->member_count++] = member;
    own_ufrag(media, member, member->peer.ice.local.ufrag);
    wheel_set(&media->wheel, &member->timer, member_deadline(member));
    count_members(media, member->kind, 1);
}

static void disown_address(struct media *media, const struct member *member,
                           const struct address *address)
{
    struct owner_key key = owner_key_of_address(address);
    const struct owner_entry *owner = owner_map_find(&media->addresses, &key);
    if (owner && owner->member == member) {
        owner_map_remove(&media->addresses, &key);
        media->ports.unroute(media->ports.context, address);
    }
}

/* Take it off everything and give it back to the control thread. */
static void release(struct media *media, struct member *member)
{
    const struct ice *ice = &member->peer.ice;
    if (member->kind == MEMBER_PUBLISHER) {
        source_leave(member->source);
        member->source->stage->source_count--;
    } else {
        fanout_remove(member->viewer);
    }
    disown_ufrag(media, ice->local.ufrag);
    if (ice->has_former) {
        disown_ufrag(media, ice->former_local.ufrag);
    }
    for (size_t i = 0; i < ice->path_count; i++) {
        disown_address(media, member, &ice->paths[i].address);
    }
    wheel_set(&media->wheel, &member->timer, NEVER_US);
    struct member *last = media->members[--media->member_count];
    media->members[member->index] = last;
    last->index = member->index;
    member->is_adopted = false;
    count_members(media, member->kind, -1);
    struct media_event event = {.kind = MEDIA_EVENT_CLOSED,
                                .member = member,
                                .member_id = member->id,
                                .reason = member->peer.close_reason};
    media->ports.tell(media->ports.context, &event);
}

static void restart_ice(struct media *media, struct member *member,
                        const struct ice_credentials *local, const struct ice_credentials *remote)
{
    if (member->peer.ice.has_former) {
        disown_ufrag(media, member->peer.ice.former_local.ufrag);
    }
    peer_restart_ice(&member->peer, local, remote);
    own_ufrag(media, member, local->ufrag);
}

static void add_route(struct media *media, const struct address *address, uint8_t thread)
{
    struct owner_key key = owner_key_of_address(address);
    bool is_set = owner_map_set(&media->addresses, &key, NULL, thread);
    (void)is_set; /* full: its datagrams are dropped until the client checks again */
}

static void remove_route(struct media *media, const struct address *address, uint8_t thread)
{
    struct owner_key key = owner_key_of_address(address);
    const struct owner_entry *owner = owner_map_find(&media->addresses, &key);
    if (owner && !owner->member && owner->thread == thread) {
        owner_map_remove(&media->addresses, &key);
    }
}

/* It may have gone since the message was sent. */
static bool is_still(const struct member *member, uint64_t id)
{
    return member->is_adopted && member->id == id;
}

static void arrange(const struct media_arrangement *arrangement, uint64_t now_us)
{
    struct stage *stage = arrangement->stage;
    uint64_t shown[STAGE_SLOTS] = {0};
    for (uint32_t i = 0; i < arrangement->count; i++) {
        const struct media_place *place = &arrangement->places[i];
        if (!is_still(place->member, place->member_id)) {
            continue;
        }
        struct source *source = place->member->source;
        source_place(source, stage, place->slot, place->voice, now_us);
        if (place->slot != SOURCE_NOT_SHOWN && source->has_video) {
            shown[place->slot] = source->id;
        }
    }
    for (size_t i = 0; i < STAGE_SLOTS; i++) {
        slot_show(&stage->slots[i], shown[i]);
    }
    for (uint32_t i = 0; i < arrangement->count; i++) { /* asks for keyframes now */
        struct member *member = arrangement->places[i].member;
        if (is_still(member, arrangement->places[i].member_id)) {
            source_tick(member->source, &member->peer, now_us);
        }
    }
}

void media_command(struct media *media, const struct media_command *command, uint64_t now_us)
{
    struct member *member = command->member;
    bool is_ours = member && is_still(member, command->member_id);
    switch (command->kind) {
    case MEDIA_ADOPT:
        adopt(media, member);
        break;
    case MEDIA_CLOSE:
        if (is_ours) {
            peer_close(&member->peer, PEER_CLOSE_NONE);
            release(media, member);
        }
        break;
    case MEDIA_RESTART_ICE:
        if (is_ours) {
            restart_ice(media, member, &command->restart.local, &command->restart.remote);
        }
        break;
    case MEDIA_ARRANGE:
        arrange(&command->arrangement, now_us);
        break;
    case MEDIA_OWN:
        if (is_ours) {
            memcpy(member->viewer->own_sources, command->own_sources, sizeof(command->own_sources));
            fanout_look_at(member->viewer);
        }
        break;
    case MEDIA_ROUTE:
        add_route(media, &command->route.address, command->route.thread);
        break;
    case MEDIA_UNROUTE:
        remove_route(media, &command->route.address, command->route.thread);
        break;
    case MEDIA_WATCH_STAGE:
        ASSERT(media->thread == STAGE_THREAD && media->stage_count < MEDIA_STAGES_MAX);
        media->stages[media->stage_count++] = command->stage;
        break;
    }
}

/* ---- datagrams ---- */

/* Whose datagram is it? NULL: nobody's here; *thread then tells the thread to hand it
 * to, or our own if it is to be dropped for `*reason`.
 */
static struct member *find_owner(const struct media *media, const struct address *from,
                                 struct bytes datagram, uint8_t *thread, enum drop *reason)
{
    struct owner_key key = owner_key_of_address(from);
    const struct owner_entry *owner = owner_map_find(&media->addresses, &key);
    *thread = media->thread;
    if (!stun_is(datagram)) {
        *reason = DROP_NO_SESSION;
        if (owner && !owner->member) {
            *thread = owner->thread;
        }
        return owner ? owner->member : NULL;
    }
    /* A check names its session itself: its address may be new, or used anew. */
    struct stun_message message;
    *reason = stun_parse(datagram, &message);
    if (*reason) {
        return NULL;
    }
    *reason = DROP_STUN_UNKNOWN_USER;
    int named = ice_username_thread(message.username);
    if (named >= 0 && named < media->thread_count && named != media->thread) {
        *thread = (uint8_t)named;
        return NULL;
    }
    key = owner_key_of_ufrag(message.username);
    owner = owner_map_find(&media->ufrags, &key);
    return owner ? owner->member : NULL;
}

/* The peer sends from a validated address: what comes from there is its own. */
static void own_address(struct media *media, struct member *member, const struct address *from)
{
    struct ice *ice = &member->peer.ice;
    if (ice->given_way.port != 0) {
        disown_address(media, member, &ice->given_way);
        ice->given_way.port = 0;
    }
    struct owner_key key = owner_key_of_address(from);
    const struct owner_entry *owner = owner_map_find(&media->addresses, &key);
    if ((owner && owner->member == member) || !ice_knows(ice, from)) {
        return;
    }
    bool is_set = owner_map_set(&media->addresses, &key, member, media->thread);
    (void)is_set; /* full: the member hears nothing and its consent expires */
    media->ports.route(media->ports.context, from, member->kind);
}

static enum drop take_packet(struct media *media, struct member *member,
                             const struct peer_event *event, uint64_t now_us, bool *left)
{
    if (event->kind == PEER_EVENT_RTP) {
        if (member->kind == MEMBER_VIEWER) {
            return DROP_RTP_UNKNOWN_SSRC; /* viewers have nothing to say */
        }
        enum drop drop = source_receive(member->source, event->packet, now_us);
        media->has_new_packets |= !drop;
        return drop;
    }
    if (event->kind == PEER_EVENT_RTCP) {
        return member->kind == MEMBER_PUBLISHER
                   ? source_receive_rtcp(member->source, event->packet, now_us, left)
                   : viewer_receive_rtcp(member->viewer, media->ports.trains, event->packet, now_us,
                                         left);
    }
    return DROP_NONE;
}

static void deliver(struct media *media, struct member *member, const struct address *from,
                    uint8_t *datagram, size_t size, uint64_t now_us)
{
    struct peer_event event;
    bool is_check = stun_is(bytes_of(datagram, size));
    enum drop drop = peer_receive(&member->peer, from, datagram, size, now_us, &event);
    bool left = false;
    if (!drop) {
        if (is_check) {
            own_address(media, member, from);
        }
        if (event.connected) {
            struct media_event connected = {
                .kind = MEDIA_EVENT_CONNECTED, .member = member, .member_id = member->id};
            media->ports.tell(media->ports.context, &connected);
            if (member->kind == MEMBER_VIEWER) {
                fanout_add(&media->fanout, member->viewer, &member->peer);
            }
        }
        drop = take_packet(media, member, &event, now_us, &left);
    }
    if (drop) {
        drop_datagram(media, drop);
    }
    if (left && !event.closed) {
        peer_close(&member->peer, PEER_CLOSE_REMOTE);
        event.closed = true;
    }
    if (event.closed) {
        release(media, member);
    } else {
        uint64_t deadline_us = member_deadline(member);
        if (deadline_us < member->timer.deadline_us || !member->timer.link) {
            wheel_set(&media->wheel, &member->timer, deadline_us);
        }
    }
}

void media_receive(struct media *media, const struct address *from, uint8_t *datagram, size_t size,
                   enum media_origin origin, uint64_t now_us)
{
    if (origin == MEDIA_FROM_NETWORK) {
        media_count(&media->counters.datagrams_received, 1);
        media_count(&media->counters.bytes_received, size);
    }
    if (size == 0) {
        drop_datagram(media, DROP_EMPTY);
        return;
    }
    uint8_t thread;
    enum drop reason = DROP_NONE;
    struct bytes whole = bytes_of(datagram, size);
    struct member *member = find_owner(media, from, whole, &thread, &reason);
    if (member) {
        deliver(media, member, from, datagram, size, now_us);
    } else if (thread == media->thread || origin == MEDIA_FROM_THREAD) {
        drop_datagram(media, reason);
    } else if (media->ports.hand_off(media->ports.context, thread, from, whole)) {
        media_count(&media->counters.handed_off, 1);
    } else {
        drop_datagram(media, DROP_HANDOFF_FULL);
    }
}

/* ---- time ---- */

static void tick_member(struct media *media, struct member *member, uint64_t now_us)
{
    struct peer_event event = {.kind = PEER_EVENT_NONE};
    peer_tick(&member->peer, now_us, &event);
    if (!event.closed && member->kind == MEMBER_PUBLISHER &&
        source_is_gone(member->source, now_us)) {
        peer_close(&member->peer, PEER_CLOSE_CONSENT);
        event.closed = true;
    }
    if (event.closed) {
        release(media, member);
        return;
    }
    if (member->peer.state == PEER_CONNECTED) {
        if (member->kind == MEMBER_PUBLISHER) {
            source_tick(member->source, &member->peer, now_us);
        } else {
            viewer_tick(member->viewer, &member->peer, now_us);
            fanout_look_at(member->viewer);
        }
    }
    wheel_set(&media->wheel, &member->timer, member_deadline(member));
}

void media_tick(struct media *media, uint64_t now_us)
{
    struct wheel_timer *timer;
    while ((timer = wheel_take_due(&media->wheel, now_us))) {
        tick_member(media, CONTAINER_OF(timer, struct member, timer), now_us);
    }
    bool may_publish = media->has_new_packets || media->has_open_groups;
    media->has_open_groups = false;
    for (size_t i = 0; i < media->stage_count; i++) {
        if (!stage_is_quiet(media->stages[i])) {
            stage_tick(media->stages[i], now_us);
            media->has_open_groups |= media->stages[i]->has_open_groups;
        }
    }
    if (may_publish && media->thread == STAGE_THREAD) {
        media->ports.wake_others(media->ports.context);
    }
    media->has_new_packets = false;
    media->has_more = fanout_step(&media->fanout, now_us);
}

uint64_t media_next_deadline(const struct media *media, uint64_t now_us)
{
    uint64_t step_us = (now_us / WHEEL_STEP_US + 1) * WHEEL_STEP_US;
    if (media->has_more) {
        return now_us;
    }
    uint64_t open_us = media->has_open_groups ? now_us + OPEN_GROUP_US : NEVER_US;
    return MIN(MIN(step_us, open_us), fanout_next_deadline(&media->fanout, now_us));
}
