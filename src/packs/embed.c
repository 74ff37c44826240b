/* SPDX-License-Identifier: MIT */
/*
 * A build tool, not part of the library: turns a rule file into C.
 *
 *   embed NAME in.rules out.c
 *
 * writes the packs_pack  packs_<name>, the hyphens and dots of NAME read as `_`.
 */
#include <stdio.h>
#include <string.h>

static int fail(const char *what, const char *path)
{
    fprintf(stderr, "embed: cannot %s %s\n", what, path);
    return 1;
}

static void put_name(FILE *out, const char *name)
{
    for (; *name; name++)
        fputc(strchr("-.", *name) ? '_' : *name, out);
}

/* A last zero keeps an empty file a valid array; it does not count. */
static void put_bytes(FILE *out, FILE *in)
{
    unsigned long count = 0;
    fputs("/* SPDX-License-Identifier: MIT */\n/* Made by embed.c from the rule file; not to be edited. */\n"
          "#include \"packs/packs.h\"\n\nstatic const unsigned char text[] = {", out);
    for (int c = fgetc(in); c != EOF; c = fgetc(in), count++)
        fprintf(out, "%s%d,", count % 20 == 0 ? "\n    " : "", c);
    fputs("\n    0};\n", out);
}

static void put_pack(FILE *out, const char *name)
{
    fputs("extern const packs_pack packs_", out);
    put_name(out, name);
    fputs(";\nconst packs_pack packs_", out);
    put_name(out, name);
    fprintf(out, " = {\"%s\", \"%s.rules\", text, sizeof text - 1};\n", name, name);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: embed NAME in.rules out.c\n", stderr);
        return 2;
    }
    FILE *in = fopen(argv[2], "rb");
    if (!in)
        return fail("read", argv[2]);
    FILE *out = fopen(argv[3], "wb");
    if (!out) {
        fclose(in);
        return fail("write", argv[3]);
    }
    put_bytes(out, in);
    put_pack(out, argv[1]);
    int bad = ferror(in) | ferror(out);
    fclose(in);
    bad |= fclose(out) != 0;
    return bad ? fail("write", argv[3]) : 0;
}
