/*
 * The same contact in the other version, for clients that ask for it (RFC 6352,
 * section 10.4) and for the store, which keeps what came.
 */
#ifndef PIM_VCARD_CONVERT_H
#define PIM_VCARD_CONVERT_H

#include "pim/vcard.h"

/*
 * CARD in version TO; CARD stays as it is.  Properties that neither
 * version knows are kept.
 */
void vcard_convert(struct ctx *cx, const struct vcard *card, enum vcard_version to,
    struct vcard *out);

/*
 * What a client asks for by content-type and version: NULL or "" for either is
 * text/vcard and any version (address-data of a report without a version means
 * 3.0, RFC 6352, section 10.4: pass that).  ERR_INVALID for what we cannot give,
 * "CARD:supported-address-data-conversion".  *TO is the version, or that of CARD when any will do;
 * *IS_JSON tells jCard (application/vcard+json).
 */
enum status vcard_convert_choose(struct ctx *cx, const char *type, const char *version,
    enum vcard_version of_card, enum vcard_version *to, bool *is_json) NODISCARD;

#endif
