/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/sha256.h"

static void assert_digest(const uint8_t digest[BASE_SHA256_BYTES], const char *expected)
{
    base_buffer text;
    base_buffer_init(&text, base_context_use(NULL));
    base_put_digest(&text, digest);
    assert_false(text.failed);
    assert_string_equal(text.data, expected);
    base_buffer_finish(&text);
}

typedef struct vector {
    const char *text, *digest;
} vector;

/* Of FIPS 180-4's examples, with lengths about the edges of a block besides. */
static const vector vectors[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
     "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
};

/* The ways that this machine has: the portable one, and where there is one, the faster one. */
static base_sha256_way next_way(int *at)
{
    return (*at)++ == 0 ? BASE_SHA256_PORTABLE : base_sha256_best_way();
}

/* By every way of this machine. */
static void assert_hashes(base_str text, const char *expected)
{
    uint8_t digest[BASE_SHA256_BYTES];
    for (int way = 0; way < 2;) {
        base_sha256 hash;
        base_sha256_init(&hash, next_way(&way));
        base_sha256_update(&hash, text.at, text.length);
        base_sha256_finish(&hash, digest);
        assert_digest(digest, expected);
    }
    base_sha256_of(text, digest);
    assert_digest(digest, expected);
}

static void vectors_hold(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++)
        assert_hashes(base_str_of(vectors[i].text), vectors[i].digest);
}

/* A million times `a`, in pieces that never end where a block does. */
static void million_letters(void **state)
{
    static const char piece[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    uint8_t digest[BASE_SHA256_BYTES];
    (void)state;
    for (int way = 0; way < 2;) {
        base_sha256 hash;
        base_sha256_init(&hash, next_way(&way));
        for (int i = 0; i < 10000; i++)
            base_sha256_update(&hash, piece, 100);
        base_sha256_finish(&hash, digest);
        assert_digest(digest, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
}

/* Texts of `a` of the lengths at which the padding changes its shape. */
static void edges_of_a_block(void **state)
{
    static const struct { size_t length; const char *digest; } rows[] = {
        {1, "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"},
        {55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
        {56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
        {57, "f13b2d724659eb3bf47f2dd6af1accc87b81f09f59f2b75e5c0bed6589dfe8c6"},
        {63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"},
        {64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
        {65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"},
        {119, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"},
        {120, "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"},
        {128, "6836cf13bac400e9105071cd6af47084dfacad4e5e302c94bfed24e013afb73e"},
        {129, "c12cb024a2e5551cca0e08fce8f1c5e314555cc3fef6329ee994a3db752166ae"},
    };
    char text[129];
    (void)state;
    memset(text, 'a', sizeof text);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_hashes((base_str){text, rows[i].length}, rows[i].digest);
}

static void pieces_of_any_size(void **state)
{
    uint8_t text[300], whole[BASE_SHA256_BYTES], digest[BASE_SHA256_BYTES];
    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (uint8_t)(i * 7 + i / 13);
    base_sha256_of((base_str){(const char *)text, sizeof text}, whole);
    for (size_t size = 1; size <= sizeof text; size++) {
        int way = size % 2;
        base_sha256 hash;
        base_sha256_init(&hash, next_way(&way));
        for (size_t at = 0; at < sizeof text; at += size)
            base_sha256_update(&hash, text + at, sizeof text - at < size ? sizeof text - at : size);
        base_sha256_finish(&hash, digest);
        assert_memory_equal(digest, whole, sizeof digest);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_hold), cmocka_unit_test(million_letters), cmocka_unit_test(edges_of_a_block),
        cmocka_unit_test(pieces_of_any_size),
    };
    return cmocka_run_group_tests_name("base/sha256", tests, NULL, NULL);
}
