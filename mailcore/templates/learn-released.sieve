require ["vnd.dovecot.pipe", "copy", "imapsieve", "imap4flags", "variables", "environment", "vnd.dovecot.environment"];
if hasflag "$NotJunk" {
	pipe :copy "learn-ham" ["${env.vnd.dovecot.username}"];
}
