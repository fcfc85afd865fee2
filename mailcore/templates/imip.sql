-- The message comes on standard input, which the command inherits.
\set message `/usr/bin/base64 -w0`
SELECT mail.imip_put(:'to', decode(:'message', 'base64'));
