/*
 * In which country an address is, as far as the file of `geo.database` knows:
 * MaxMind's format (libmaxminddb).  The file is opened again when another one
 * is in its place.
 */
#ifndef ADMIN_GEO_H
#define ADMIN_GEO_H

#include "core/ctx.h"

/*
 * ISO 3166-1's two capitals, or NULL: no file, an address of a local network,
 * one that is not in it, or no address at all.
 */
const char *geo_country(struct ctx *cx, const char *address);

/*
 * SHOWN, the JSON of VIEW's rows, with "country" (and the same as mailcow's member "location") beside the
 * addresses that are in it and known; as it is where VIEW tells of no sign-ins.
 */
const char *geo_shown(struct ctx *cx, const char *view, const char *shown);

#endif
