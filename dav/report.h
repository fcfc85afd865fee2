/*
 * REPORT (RFC 3253, section 3.6): one row and one function each.
 */
#ifndef DAV_REPORT_H
#define DAV_REPORT_H

#include "core/http.h"
#include "dav/props.h"
#include "dav/target.h"
#include "dav/xml.h"

typedef enum status dav_report_fn(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t, const struct xml_node *root);

dav_report_fn dav_calendar_query, dav_addressbook_query, dav_multiget, dav_freebusy_query,
    dav_sync_collection, dav_principal_property_search, dav_principal_search_property_set,
    dav_principal_match, dav_calendarserver_search, dav_expand_property, dav_acl_principal_prop_set;

/* DAV:supported-report-set's inside. */
void dav_reports_write(struct buf *out, const struct dav_target *t);

#endif
