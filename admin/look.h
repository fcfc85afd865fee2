/*
 * How the pages look, for the pages.  They may ask before anybody signed in;
 * what is told then is what the sign-in page shows anyway.
 */
#ifndef ADMIN_LOOK_H
#define ADMIN_LOOK_H

#include "core/http.h"

/*
 * GET /api/v2/look: as db_look() tells it, but each link has "name" and "url":
 * for whoever is signed in the one of its two addresses that may name him.
 */
enum status look_get(struct ctx *cx, const struct request *rq, struct reply *re);

/* GET /api/v2/look/light and …/dark: the picture. */
enum status look_get_logo(struct ctx *cx, const struct request *rq, struct reply *re);

/*
 * The media type of a picture by its first bytes: PNG, JPEG, GIF, WebP or SVG;
 * NULL for anything else.
 */
const char *look_image_type(const void *image, size_t len);

/* May TEXT be where a link leads: to the web, to mail, to a phone or to a page of this host? */
bool look_is_link(const char *text);

#endif
