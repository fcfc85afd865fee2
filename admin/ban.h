/*
 * Who is kept out: mailcow's fail2ban calls, and plainer ones.
 */
#ifndef ADMIN_BAN_H
#define ADMIN_BAN_H

#include "admin/operation.h"

/* Rows of the table of operations. */
enum status ban_get(struct operation_call *call) NODISCARD;
enum status ban_edit(struct operation_call *call) NODISCARD;
enum status ban_get_log(struct operation_call *call) NODISCARD;

/*
 * GET /api/v2/bans: settings, lists and bans (storage/ban.h)
 * POST /api/v2/bans {"network": …, "seconds": …} or {"list": "allow"|"deny", "entry": …}
 * PATCH /api/v2/bans: settings
 * DELETE /api/v2/bans/NETWORK lifts a ban, or takes an entry from its list
 */
enum status ban_http(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

/* GET /f2b-banlist?id=TOKEN: networks, one a line, for other servers' filters. */
enum status ban_public(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

/* Have the packet filter keep out whom LINES of db_ban_lines() name. */
enum status ban_filter(struct ctx *cx, const char *lines) NODISCARD;

/* Change something and write the audit row: mailcow's word for it is ban_WHAT. */
enum status ban_change_settings(struct ctx *cx, const json_t *columns) NODISCARD;
enum status ban_add(struct ctx *cx, const char *network, int64_t seconds) NODISCARD;
enum status ban_lift(struct ctx *cx, const char *network) NODISCARD;
enum status ban_list_put(struct ctx *cx, const char *entry, const char *verdict) NODISCARD;

#endif
