require ["vnd.dovecot.pipe", "copy", "imapsieve", "imap4flags"];
if hasflag "$NotJunk" {
	pipe :copy "learn-ham";
}
