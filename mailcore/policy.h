/*
 * Policies of people for Rspamd.  The rows are the truth; Redis holds a copy
 * that rspamd.local.lua looks at for each mail.
 */
#ifndef MAILCORE_POLICY_H
#define MAILCORE_POLICY_H

#include "mailcore/model.h"

/*
 * Make Redis hold exactly what the database says, in one step.  Call it when
 * Redis has come up and after the commit that changed it.  ERR_BUSY when Redis
 * is away: it will be filled when it is back.
 */
enum status mailcore_policy_publish(struct ctx *cx, const struct mailcore_model *model) NODISCARD;

#endif
