/*
 * One line per event, key=value, to standard error (the master or systemd
 * collects it):
 *
 *   2026-11-20T10:42:00.123Z warn worker pool=mail pid=812 event=crash …
 *
 * Values are quoted when they hold spaces, quotes or control characters, so a
 * line is always one line, whatever was in a header or a mail.
 */
#ifndef CORE_LOG_H
#define CORE_LOG_H

#include <stddef.h>

#include "core/status.h"

enum log_level { LOG_DEBUG_, LOG_INFO_, LOG_WARN_, LOG_ERROR_ };

/* Who speaks from this process: "front", "worker pool=mail", … */
void log_open(const char *role, enum log_level least);

/*
 * log_event(LOG_WARN_, "crash", "pid", "%d", pid, "route", "%s", route, NULL)
 * Key, format, its one argument; ended by NULL.  Formats allowed: %s %d %ld
 * %lld %u %lu %zu %x.
 */
void log_event(enum log_level level, const char *event, ...);

/* A plain sentence: event=EVENT with msg="…". */
void log_say(enum log_level level, const char *event, const char *fmt, ...) PRINTF(3, 4);

#define log_debug(event, ...)	log_say(LOG_DEBUG_, event, __VA_ARGS__)
#define log_info(event, ...)	log_say(LOG_INFO_, event, __VA_ARGS__)
#define log_warn(event, ...)	log_say(LOG_WARN_, event, __VA_ARGS__)
#define log_error(event, ...)	log_say(LOG_ERROR_, event, __VA_ARGS__)

/*
 * VALUE as it stands in a log line, quoted when needed, into OUT of SIZE
 * bytes; cut with "…" when it does not fit.  Returns the length.
 */
size_t log_quote(char *out, size_t size, const char *value);

#endif
