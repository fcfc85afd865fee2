/*
 * Random keys of this installation, for what it must know again that it gave
 * out.  The same in all processes and after a restart.
 */
#ifndef STORAGE_SERVER_SECRET_H
#define STORAGE_SERVER_SECRET_H

#include "core/ctx.h"
#include "core/hash.h"

/* The key for PURPOSE; made when it is first asked for. */
enum status db_server_secret(struct ctx *cx, const char *purpose,
    unsigned char out[static SHA256_LEN]) NODISCARD;

#endif
