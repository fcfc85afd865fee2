/*
 * Postfix' queue, by the operator (mailcore/operator.h): for administrators of
 * the server alone, since it holds everybody's mail.
 */
#ifndef ADMIN_MAILQ_H
#define ADMIN_MAILQ_H

#include "admin/operation.h"

/*
 * An array of objects, oldest first: queue_id, queue_name, arrival_time,
 * message_size, sender, recipients [{address, delay_reason}], next_retry (0:
 * none is planned).  *CUT when there are more than are told.
 */
enum status mailq_list(struct ctx *cx, json_t **out, bool *cut) NODISCARD;

/* Envelope and message as `postcat` shows them, as far as 512 KiB. */
enum status mailq_show(struct ctx *cx, const char *id, const char **text, size_t *len) NODISCARD;

/*
 * ACTION "hold", "release", "requeue", "delete" or "deliver" for messages, or
 * for all with COUNT 0 (but "deliver"); "flush" for all.  Writes an audit row.
 * ERR_NOT_FOUND when one is not there; nothing was done then.
 */
enum status mailq_do(struct ctx *cx, const char *action, const char *const *ids,
    size_t count) NODISCARD;

/* Rows of the table of operations. */
enum status mailq_get_all(struct operation_call *call) NODISCARD;
enum status mailq_get_message(struct operation_call *call) NODISCARD;
enum status mailq_edit(struct operation_call *call) NODISCARD;
enum status mailq_delete(struct operation_call *call) NODISCARD;

/* /api/v2/queue, /api/v2/queue/ID */
enum status mailq_http(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

#endif
