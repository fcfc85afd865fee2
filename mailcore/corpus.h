/* What Rspamd learned for one person (rspamd-classifier-bayes.conf), in Redis. */
#ifndef MAILCORE_CORPUS_H
#define MAILCORE_CORPUS_H

#include "mailcore/model.h"

/* All that was learned for ADDRESS goes. */
enum status corpus_forget(struct ctx *cx, const struct mailcore_model *model,
    const char *address) NODISCARD;

#endif
