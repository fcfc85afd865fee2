/*
 * The people of a domain as an address book.  Nothing of it is stored: its
 * cards are written from the accounts when they are read, so it is never old.
 * storage/item.h and storage/index.h come here for a collection whose directory
 * is not 0.
 */
#ifndef STORAGE_DIRECTORY_H
#define STORAGE_DIRECTORY_H

#include "storage/index.h"

#define DIRECTORY_NAME	"gal"	/* in its path, in everybody's home */

/*
 * ERR_NOT_FOUND quietly where DOMAIN shows none.  *LISTED (may be NULL): it is in
 * everybody's home, and not only where somebody searches.
 */
enum status db_directory_find(struct ctx *cx, int64_t domain, struct collection *out,
    bool *listed) NODISCARD;

/*
 * How many characters somebody must type, and how many people he finds at once;
 * 0: as he likes.  For other searches in the same people.
 */
enum status db_directory_bounds(struct ctx *cx, int64_t domain, int *least, int *most) NODISCARD;

/* The people of NAMES' domains are shown in DOMAIN's directory, too; ERR_NOT_FOUND: no such domain. */
enum status db_directory_show(struct ctx *cx, int64_t domain, const char *const *names,
    size_t count) NODISCARD;

/* What db_item_find, db_item_each and db_item_find_many do elsewhere. */
enum status directory_item(struct ctx *cx, const struct collection *c, const char *name,
    struct item *out) NODISCARD;
enum status directory_each(struct ctx *cx, const struct collection *c, const struct item_filter *filter,
    item_fn *fn, void *arg) NODISCARD;
enum status directory_items(struct ctx *cx, const struct collection *c, const char *const *names,
    size_t count, struct item **out, size_t *found) NODISCARD;

#endif
