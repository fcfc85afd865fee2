/*
 * `hayloft dav`: calendars and contacts.
 */
#ifndef HTTPD_CMD_DAV_H
#define HTTPD_CMD_DAV_H

int dav_main(int argc, char **argv);

#endif
