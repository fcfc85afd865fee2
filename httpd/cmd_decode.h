/*
 * `hayloft decode`: the words in an attachment, for Dovecot's full-text index
 * (its setting fts_decoder).  Not for people; see the file's head.
 */
#ifndef HTTPD_CMD_DECODE_H
#define HTTPD_CMD_DECODE_H

extern const char decode_usage[];

int decode_main(int argc, char **argv);

#endif
