/*
 * Who is kept out (0021_operation.sql): networks that guessed passwords, for a
 * while, and those that administrators name.
 */
#ifndef STORAGE_BAN_H
#define STORAGE_BAN_H

#include "core/json.h"

#define BAN_CHANNEL	"hayloft_ban"	/* says that something changed */

/*
 * A client at cx->remote is about to try a password at SERVICE: it counts until
 * db_ban_forgive().  *WAIT: 0, or the seconds for which this address is kept out.
 */
enum status db_ban_try(struct ctx *cx, const char *service, int64_t *wait) NODISCARD;
enum status db_ban_forgive(struct ctx *cx) NODISCARD;

/* {"ban_time", …, "list_token", "allow": […], "deny": […], "bans": [{network, since, until, times, reason}]} */
enum status db_ban_state(struct ctx *cx, json_t **out) NODISCARD;

/* Change settings: an object of columns of ban_setting; ERR_INVALID for a number out of range. */
enum status db_ban_settings(struct ctx *cx, const json_t *columns) NODISCARD;

/* Ban a network for SECONDS; an address is a network of its own.  ERR_INVALID. */
enum status db_ban_add(struct ctx *cx, const char *network, int64_t seconds, const char *reason) NODISCARD;

/* ERR_NOT_FOUND when it is not banned. */
enum status db_ban_lift(struct ctx *cx, const char *network) NODISCARD;

/* VERDICT "allow" or "deny" for ENTRY, a network or a name; NULL takes it from both lists. */
enum status db_ban_list(struct ctx *cx, const char *entry, const char *verdict) NODISCARD;

/* All that is on the list VERDICT goes. */
enum status db_ban_list_clear(struct ctx *cx, const char *verdict) NODISCARD;

/*
 * Look up what names on the lists lead to now: those that were not in the last
 * minute, or (ENTRY) this one.  A name that is not found keeps what it had.
 */
enum status db_ban_names(struct ctx *cx, const char *entry) NODISCARD;

/* Bans and what administrators did about them, newest first: [{time, priority, message}]. */
enum status db_ban_log(struct ctx *cx, int64_t most, json_t **out) NODISCARD;

/* Lines for those who refuse early: "allow NETWORK" and "ban NETWORK SECONDS-SINCE-1970", at most MOST. */
enum status db_ban_lines(struct ctx *cx, int most, const char **text) NODISCARD;

enum status db_ban_listen(struct ctx *cx) NODISCARD;

#endif
