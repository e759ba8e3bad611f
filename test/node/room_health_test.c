/* What the desk is told of how each publisher arrives. */
#include <setjmp.h>
#include <stdarg.h>

#include "node/room_health.h"

#include <cmocka.h>

static struct room room;
static struct member members[ROOM_SPEAKERS_MAX];
static struct source sources[ROOM_SPEAKERS_MAX];

static void add(size_t who, enum summit_source source)
{
    members[who].source = &sources[who];
    room_add(&room, &(struct room_speaker){
                        .member = &members[who], .token.person = who + 5, .source = source});
}

static void room_health_01_tells_each_source(void **state)
{
    (void)state;
    char text[ROOM_HEALTH_MAX];
    struct writer writer = writer_of(text, sizeof(text));
    memset(&room, 0, sizeof(room));
    add(0, SUMMIT_SOURCE_CAMERA);
    add(1, SUMMIT_SOURCE_SCREEN);
    sources[0].health.rate_kbps = 1250;
    sources[0].health.loss_permille = 4;
    sources[1].health.video_age_ms = 3000;
    room_health_write(&room, &writer);
    writer_u8(&writer, 0);
    assert_string_equal(text, "{\"type\":\"health\",\"sources\":["
                              "{\"person\":\"0000000000000005\",\"source\":\"camera\","
                              "\"rate_kbps\":1250,\"loss_permille\":4,\"video_age_ms\":0},"
                              "{\"person\":\"0000000000000006\",\"source\":\"screen\","
                              "\"rate_kbps\":0,\"loss_permille\":0,\"video_age_ms\":3000}]}");
}

static void room_health_02_the_longest_fits(void **state)
{
    (void)state;
    char text[ROOM_HEALTH_MAX];
    struct writer writer = writer_of(text, sizeof(text));
    memset(&room, 0, sizeof(room));
    for (size_t i = 0; i < ROOM_SPEAKERS_MAX; i++) {
        add(i, SUMMIT_SOURCE_CAMERA);
        sources[i].health.rate_kbps = sources[i].health.loss_permille = UINT32_MAX;
        sources[i].health.video_age_ms = UINT32_MAX;
    }
    room_health_write(&room, &writer);
    assert_false(writer.failed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(room_health_01_tells_each_source),
        cmocka_unit_test(room_health_02_the_longest_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
