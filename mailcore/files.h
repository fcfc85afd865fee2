/*
 * Files and folders of the mail core: read whole, replaced whole, with owner
 * and mode.  A file that already has the wanted content is left untouched, so
 * nothing is reloaded for a render that changed nothing.
 */
#ifndef MAILCORE_FILES_H
#define MAILCORE_FILES_H

#include <stdbool.h>
#include <sys/types.h>

#include "core/ctx.h"

/* The whole file on the arena, NUL behind it.  ERR_NOT_FOUND when there is none. */
enum status file_read(struct ctx *cx, const char *path, char **text, size_t *len) NODISCARD;

/*
 * Replace a file (new file, fsync, rename).  GROUP is a name, NULL for our
 * own; the owner stays ours.
 */
enum status file_write(struct ctx *cx, const char *path, const void *data, size_t len,
    mode_t mode, const char *group) NODISCARD;

/* The same, only if content, mode or group differ; *CHANGED says. */
enum status file_update(struct ctx *cx, const char *path, const void *data, size_t len,
    mode_t mode, const char *group, bool *changed) NODISCARD;

/*
 * Make sure a folder exists with this mode and owner.  USER and GROUP are
 * names or decimal numbers; NULL is root, and a NULL group is the user's.
 */
enum status file_folder(struct ctx *cx, const char *path, mode_t mode,
    const char *user, const char *group) NODISCARD;

#endif
