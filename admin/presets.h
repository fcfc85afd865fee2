/* Examples of rules and scripts (operation_table.c). */
#ifndef ADMIN_PRESETS_H
#define ADMIN_PRESETS_H

#include "admin/operation.h"

enum status presets_get_rspamd(struct operation_call *call);
enum status presets_get_sieve(struct operation_call *call);

#endif
