/*
 * `hayloft run`: everything, in the foreground, until told to stop.
 */
#ifndef HTTPD_RUN_H
#define HTTPD_RUN_H

int run_main(int argc, char **argv);

extern const char run_usage[];

#endif
