/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "json/queue.h"

static void expect(json_queue *queue, const char *wanted)
{
    base_str found;
    assert_true(json_queue_peek(queue, &found));
    assert_int_equal(found.length, strlen(wanted));
    assert_memory_equal(found.at, wanted, strlen(wanted));
    json_queue_take(queue);
}

static void first_in_first_out(void **state)
{
    json_queue queue;
    base_str found;
    (void)state;
    json_queue_init(&queue, NULL, 100);
    assert_false(json_queue_peek(&queue, &found));
    json_queue_take(&queue);
    assert_true(json_queue_add(&queue, "one", 3));
    assert_true(json_queue_add(&queue, NULL, 0));
    assert_true(json_queue_add(&queue, "{", 1));
    expect(&queue, "one");
    assert_true(json_queue_add(&queue, "[]", 2));
    expect(&queue, "");
    expect(&queue, "{");
    expect(&queue, "[]");
    assert_false(json_queue_peek(&queue, &found));
    json_queue_finish(&queue);
}

/* However many pass through, what is held stays small: the room is used again. */
static void uses_its_room_again(void **state)
{
    json_queue queue;
    (void)state;
    json_queue_init(&queue, NULL, 100);
    assert_true(json_queue_add(&queue, "0123456789", 10));
    for (int i = 0; i < 10000; i++) {
        assert_true(json_queue_add(&queue, "0123456789", 10));
        expect(&queue, "0123456789");
    }
    assert_true(queue.capacity <= 64);
    assert_true(queue.length_capacity <= 16);
    json_queue_finish(&queue);
}

/* Of a value beyond the limit one byte more than that is held, which tells that it is too long. */
static void holds_no_more_than_the_limit(void **state)
{
    json_queue queue;
    (void)state;
    json_queue_init(&queue, NULL, 4);
    assert_true(json_queue_add(&queue, "1234", 4));
    assert_true(json_queue_add(&queue, "123456789", 9));
    assert_true(json_queue_add(&queue, "x", 1));
    expect(&queue, "1234");
    expect(&queue, "12345");
    expect(&queue, "x");
    json_queue_finish(&queue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_in_first_out), cmocka_unit_test(uses_its_room_again), cmocka_unit_test(holds_no_more_than_the_limit),
    };
    return cmocka_run_group_tests_name("json/queue", tests, NULL, NULL);
}
