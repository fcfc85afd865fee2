/* The few words of Redis that we speak (RESP), to fill it as a cache. */
#ifndef MAILCORE_REDIS_H
#define MAILCORE_REDIS_H

#include "mailcore/model.h"
#include "mailcore/unix.h"

/* Connect and show the password.  Closed with the ctx. */
enum status redis_open(struct ctx *cx, const struct mailcore_model *model,
    struct unix_talk **out) NODISCARD;

/* One command, its arguments ended by NULL; answers other than errors are dropped. */
enum status redis_do(struct ctx *cx, struct unix_talk *talk, const char *const *args) NODISCARD;

/* The same for one whose answer is a number. */
enum status redis_number(struct ctx *cx, struct unix_talk *talk, const char *const *args,
    int64_t *number) NODISCARD;

#define REDIS_ARGS(...)	((const char *const[]){ __VA_ARGS__, NULL })

#endif
