/*
 * Groups and who is in them; proxies, who act for somebody in his calendars.
 * What either may do is answered by db_share_rights().
 */
#ifndef STORAGE_MEMBER_H
#define STORAGE_MEMBER_H

#include "storage/account.h"
#include "storage/person.h"

/* Direct members of a group, by address; the groups that ACCOUNT is in directly. */
enum status db_group_members(struct ctx *cx, int64_t group, struct person **out,
    size_t *count) NODISCARD;
enum status db_group_of(struct ctx *cx, int64_t account, struct person **out,
    size_t *count) NODISCARD;

/*
 * The same by addresses, each once: those of accounts of the group's domain,
 * and any others, who get its mail.  ERR_INVALID for the group itself.
 */
enum status db_group_set(struct ctx *cx, const struct account *group,
    const char *const *addresses, size_t count) NODISCARD;

/* Members of a group by their addresses, those elsewhere included. */
enum status db_group_addresses(struct ctx *cx, int64_t group, const char ***out,
    size_t *count) NODISCARD;

/* Who acts for ACCOUNT, with or without writing; for whom ACCOUNT acts, its groups included. */
enum status db_proxy_list(struct ctx *cx, int64_t account, bool writes, struct person **out,
    size_t *count) NODISCARD;
enum status db_proxy_for(struct ctx *cx, int64_t account, bool writes, struct person **out,
    size_t *count) NODISCARD;

/*
 * These and no others of that kind; who was one of the other kind is moved.
 * ERR_INVALID for one of another domain or for ACCOUNT itself.
 */
enum status db_proxy_replace(struct ctx *cx, int64_t account, bool writes,
    const int64_t *proxies, size_t count) NODISCARD;

/* What WHO may in ACCOUNT's calendars as his proxy: bits of enum share_right, 0 when he is none. */
enum status db_proxy_rights(struct ctx *cx, int64_t account, int64_t who, int *rights) NODISCARD;

#endif
