/* SPDX-License-Identifier: MIT */
#include "author/tests.h"

/* Longer quotes say no more; messages that are told again stay whole. */
enum { QUOTED_MOST = 400 };

static base_str cut(base_str text)
{
    size_t length = text.length < QUOTED_MOST ? text.length : QUOTED_MOST;
    while (length < text.length && length > 0 && ((unsigned char)text.at[length] & 0xC0) == 0x80)
        length--;
    return (base_str){text.at ? text.at : "", length};
}

void author_tell(author_file *file, author_diagnostic which, rules_span at, base_str help, base_str a, base_str b)
{
    base_place place = feel_place(&file->feel, at.start, at.end);
    place.lines = &file->lines;
    a = cut(a);
    b = cut(b);
    base_diag_add(file->feel.diag, &author_diagnostics[which], &place, help, (int)a.length, a.at, (int)b.length, b.at);
}

void author_tell_test(author_file *file, author_test *test, author_diagnostic which, rules_span at, base_str help, base_str a,
                      base_str b)
{
    test->wrong = true;
    author_tell(file, which, at, help, a, b);
}
