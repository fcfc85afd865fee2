/*
 * `hayloft run`: everything, in the foreground, until told to stop.
 */
#ifndef HTTPD_MASTER_H
#define HTTPD_MASTER_H

int run_main(int argc, char **argv);

extern const char run_usage[];

#endif
