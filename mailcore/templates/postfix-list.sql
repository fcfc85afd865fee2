-- The message comes on standard input, which the command inherits.
\set message `/usr/bin/base64 -w0`
SELECT mail.list_put(:'token', :'detail', :'sender', decode(:'message', 'base64'));
