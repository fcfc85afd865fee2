"""SOGo and Roundcube from Debian behind an Apache of their own, over the mailbox
that Hayloft's mail core holds: the same messages in the same Dovecot."""
import contextlib
import os
import sqlite3
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "dav"))
import peers  # noqa: E402
from client import free_port  # noqa: E402

MODULES = "/usr/lib/apache2/modules/"


class WebPeer(peers.Peer):
    """In a folder of its own; PAGE is where its pages begin."""

    def __init__(self, imap_port, login, password):
        self.imap_port, self.login, self.password = imap_port, login, password

    def apache(self, port, modules, rest):
        config = self.write("apache.conf", f"""ServerRoot {self.folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {self.path('apache.pid')}
DefaultRuntimeDir {self.folder}
ErrorLog {self.path('log')}
User www-data
Group www-data
LoadModule mpm_prefork_module {MODULES}mod_mpm_prefork.so
LoadModule authz_core_module {MODULES}mod_authz_core.so
LoadModule mime_module {MODULES}mod_mime.so
LoadModule dir_module {MODULES}mod_dir.so
LoadModule alias_module {MODULES}mod_alias.so
LoadModule filter_module {MODULES}mod_filter.so
LoadModule deflate_module {MODULES}mod_deflate.so
LoadModule expires_module {MODULES}mod_expires.so
LoadModule headers_module {MODULES}mod_headers.so
{modules}
TypesConfig /etc/mime.types
StartServers 4
MaxRequestWorkers 16
KeepAlive On
MaxKeepAliveRequests 0
AddOutputFilterByType DEFLATE text/html text/css application/javascript text/javascript application/json image/svg+xml
ExpiresActive On
ExpiresByType text/css "access plus 1 month"
ExpiresByType application/javascript "access plus 1 month"
ExpiresByType text/javascript "access plus 1 month"
{rest}
""")
        return self.spawn("/usr/sbin/apache2", "-f", config, "-D", "FOREGROUND")


class SOGoWeb(WebPeer, peers.SOGo):
    def more(self):
        return f"""  SOGoIMAPServer = "imap://127.0.0.1:{self.imap_port}";
  SOGoMailDomain = "example.org";
  SOGoPageTitle = SOGo;
  SOGoDraftsFolderName = Drafts; SOGoSentFolderName = Sent; SOGoTrashFolderName = Trash;
"""

    def launch(self):
        super().launch()
        self.wait_up(self.request("GET", "/SOGo/"))
        front = free_port()
        self.page = f"http://127.0.0.1:{front}/SOGo/"
        self.apache(front, f"LoadModule proxy_module {MODULES}mod_proxy.so\n"
                    f"LoadModule proxy_http_module {MODULES}mod_proxy_http.so", f"""
Alias /SOGo.woa/WebServerResources/ /usr/lib/GNUstep/SOGo/WebServerResources/
Alias /SOGo/WebServerResources/ /usr/lib/GNUstep/SOGo/WebServerResources/
<Directory /usr/lib/GNUstep/SOGo/>
  Require all granted
</Directory>
ProxyRequests Off
ProxyPass /SOGo.woa/WebServerResources/ !
ProxyPass /SOGo/WebServerResources/ !
ProxyPass /SOGo http://127.0.0.1:{self.port}/SOGo retry=0 nocanon
RequestHeader set "x-webobjects-server-port" "{front}"
RequestHeader set "x-webobjects-server-name" "127.0.0.1"
RequestHeader set "x-webobjects-server-url" "http://127.0.0.1:{front}"
""")


class Roundcube(WebPeer):
    name, package = "Roundcube", "roundcube-core"

    def launch(self):
        for name in ("conf", "temp", "logs", "db"):
            os.mkdir(self.path(name))
        for name in ("defaults.inc.php", "mimetypes.php"):
            os.symlink(f"/etc/roundcube/{name}", self.path(f"conf/{name}"))
        self.write("conf/config.inc.php", f"""<?php
$config = [];
$config['db_dsnw'] = 'sqlite:///{self.path('db/roundcube')}?mode=0640';
$config['imap_host'] = ['127.0.0.1:{self.imap_port}'];
$config['smtp_host'] = '';
$config['des_key'] = 'bench-bench-bench-bench-';
$config['plugins'] = [];
$config['skin'] = 'elastic';
$config['temp_dir'] = '{self.path('temp')}';
$config['log_dir'] = '{self.path('logs')}';
$config['imap_cache'] = 'db';
$config['messages_cache'] = 'db';
$config['mail_pagesize'] = 50;
""")
        with contextlib.closing(sqlite3.connect(self.path("db/roundcube"))) as db, \
                open("/usr/share/roundcube/SQL/sqlite.initial.sql") as f:
            db.executescript(f.read())
        self.give_to("www-data:www-data")
        self.page = f"http://127.0.0.1:{self.port}/"
        self.apache(self.port, f"LoadModule php_module {MODULES}libphp8.2.so\n"
                    f"LoadModule env_module {MODULES}mod_env.so", f"""
SetEnv ROUNDCUBE_CONFIG_DIR {self.path('conf')}/
DocumentRoot /var/lib/roundcube/public_html
DirectoryIndex index.php
<Directory /var/lib/roundcube/>
  Options FollowSymLinks
  AllowOverride None
  Require all granted
</Directory>
<FilesMatch "\\.php$">
  SetHandler application/x-httpd-php
</FilesMatch>
php_admin_flag display_errors off
""")

    def wait_up(self, request=None, seconds=60):
        super().wait_up(request or self.request("GET", "/"), seconds)
