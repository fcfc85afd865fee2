/*
 * Set-up of mail programs by themselves.  All answers tell only what is true
 * of a domain, never whether an address exists.
 */
#ifndef ADMIN_AUTOCONFIG_H
#define ADMIN_AUTOCONFIG_H

#include "core/http.h"

/*
 * Thunderbird and others (draft-bucksch-autoconfig): config-v1.1.xml for the
 * domain of ?emailaddress=, or of the host asked for (autoconfig.DOMAIN).
 * 404 when we serve no such domain.
 */
enum status autoconfig_get(struct ctx *cx, const struct request *rq, struct reply *re);

/* Outlook: POST of MS-OXDSCLI's request, answered in its outlook schema. */
enum status autodiscover_post(struct ctx *cx, const struct request *rq, struct reply *re);

/* GET autodiscover.json?Protocol=AutodiscoverV1: where the above is. */
enum status autodiscover_json(struct ctx *cx, const struct request *rq, struct reply *re);

/*
 * Apple's configuration profile for who asks: IMAP, SMTP, CalDAV, CardDAV;
 * ?only_email leaves the last two out.  It holds no password: the device asks
 * for it.
 */
enum status mobileconfig_get(struct ctx *cx, const struct request *rq, struct reply *re);

#endif
