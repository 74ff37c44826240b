/* SPDX-License-Identifier: MIT */
#include "includes.h"

#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "tell.h"

/* Files that were opened, so that none is added twice. */
typedef struct opened {
    char **paths;
    int count, room;
} opened;

/* `name`.rules in the folder of `source`; yours to free. NULL: no memory, told. */
static char *path_of(const char *source, const char *name)
{
    const char *slash = strrchr(source, '/');
    size_t folder = slash ? (size_t)(slash - source) + 1 : 0, length = strlen(name);
    char *made = malloc(folder + length + sizeof ".rules");
    if (!made) {
        tell("out of memory", NULL);
        return NULL;
    }
    memcpy(made, source, folder);
    memcpy(made + folder, name, length);
    memcpy(made + folder + length, ".rules", sizeof ".rules");
    return made;
}

static int was_opened(const opened *self, const char *path)
{
    for (int i = 0; i < self->count; i++) {
        if (strcmp(self->paths[i], path) == 0)
            return 1;
    }
    return 0;
}

/* Takes the path over. */
static int remember(opened *self, char *path)
{
    if (self->count == self->room) {
        int room = self->room * 2 + 8;
        char **more = realloc(self->paths, (size_t)room * sizeof *more);
        if (!more) {
            free(path);
            return tell("out of memory", NULL);
        }
        self->paths = more;
        self->room = room;
    }
    self->paths[self->count++] = path;
    return 0;
}

static int add(cw_rules_builder *builder, opened *self, char *path, int *added)
{
    file_text text;
    int bad = remember(self, path);
    if (bad == 0)
        bad = read_file(path, &text);
    if (bad != 0)
        return bad;
    cw_status status = cw_rules_builder_add(builder, path, text.bytes, text.length);
    release_file(&text);
    *added = 1;
    return status == CW_OK ? 0 : tell_status(path, status);
}

/* Adds what the last compilation lacked, as far as it is there. */
static int add_unresolved(cw_rules_builder *builder, opened *self, int *added)
{
    int bad = 0;
    *added = 0;
    for (int64_t i = 0; i < cw_rules_builder_unresolved_count(builder) && bad == 0; i++) {
        const char *name = cw_rules_builder_unresolved_at(builder, i);
        char *path = path_of(cw_rules_builder_unresolved_source(builder, i), name);
        if (!path)
            return EXIT_BAD;
        if (was_opened(self, path)) {
            bad = tell_at(path, 0, "this file is not the rule set `", name, "`, for whose `include` it was opened", NULL);
            free(path);
        } else if (file_exists(path)) {
            bad = add(builder, self, path, added);
        } else {
            free(path);
        }
    }
    return bad;
}

int compile_with_includes(cw_rules_builder *builder, cw_diag *diag, cw_rules **out, cw_status *status)
{
    opened self = {0};
    int bad = 0, added = 1;
    while (bad == 0 && added) {
        cw_diag_clear(diag);
        *status = cw_rules_builder_compile(builder, out, diag);
        added = 0;
        if (*status == CW_ERR_INPUT)
            bad = add_unresolved(builder, &self, &added);
    }
    for (int i = 0; i < self.count; i++)
        free(self.paths[i]);
    free(self.paths);
    return bad;
}
