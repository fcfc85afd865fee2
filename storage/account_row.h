/*
 * A row of account as storage's functions read it.
 */
#ifndef STORAGE_ACCOUNT_ROW_H
#define STORAGE_ACCOUNT_ROW_H

#include "storage/account.h"
#include "storage/db.h"
#include "storage/private.h"

#define ACCOUNT_COLUMNS \
	"a.id, a.domain_id, a.address, a.kind, a.name, a.role, a.active, coalesce(d.active, true), a.quota," \
	" coalesce((SELECT bytes FROM quota_usage u WHERE u.address = a.address), 0)," \
	SQL_TIME("a.created") ", a.sign_in, coalesce(a.dav_quota, -1)"
/* The same places with what it takes to become the account: each request of a program asks. */
#define ACCOUNT_HEADS \
	"a.id, a.domain_id, a.address, a.kind, a.name, a.role, a.active, coalesce(d.active, true)," \
	" NULL, NULL, NULL, a.sign_in, NULL"
#define ACCOUNT_COUNT	13	/* behind these comes what else a statement asks */
#define ACCOUNT_FROM	" FROM account a LEFT JOIN domain d ON d.id = a.domain_id "

void account_read_row(const struct db_rows *rows, int row, struct account *out);

#endif
