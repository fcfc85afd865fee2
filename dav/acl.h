/*
 * Privileges (RFC 3744): the rights of storage/share.h by their names in XML.
 */
#ifndef DAV_ACL_H
#define DAV_ACL_H

#include "dav/target.h"
#include "dav/xml.h"
#include "storage/share.h"

/* ERR_DENIED and DAV:need-privileges unless the asker has all of RIGHTS on T. */
enum status dav_require(struct ctx *cx, const struct dav_target *t, int rights) NODISCARD;

/* <D:privilege><D:read/></D:privilege>… for these rights, aggregates first. */
void dav_privileges_write(struct buf *out, int rights, enum collection_kind what);

/* DAV:supported-privilege-set's inside. */
void dav_privileges_supported(struct buf *out, enum collection_kind what);

/* DAV:acl's inside. */
enum status dav_acl_write(struct ctx *cx, struct buf *out, const struct dav_target *t) NODISCARD;

#endif
