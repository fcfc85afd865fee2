-- Passwords that a directory (LDAP) knows.  Our own server asks it (admin/directory.c).
-- The client is made when it is needed: Dovecot 2.3.19 dies of one that is there when it
-- connects to PostgreSQL (its "pgsql: Use orig_ioloop" came later).
local client

local function form(fields)
  local out = {}
  for name, value in pairs(fields) do
    value = value:gsub('[^%w]', function(c) return string.format('%%%02X', c:byte()) end)
    out[#out + 1] = name .. '=' .. value
  end
  return table.concat(out, '&')
end

function auth_password_verify(request, password)
  client = client or dovecot.http.client({request_absolute_timeout_msecs = 9000,
    connect_timeout_msecs = 3000, max_attempts = 1})
  local ask = client:request({url = '{{service_url}}/directory', method = 'POST'})
  ask:add_header('Authorization', 'Basic {{service_basic}}')
  ask:add_header('Content-Type', 'application/x-www-form-urlencoded')
  ask:set_payload(form({login = request:var_expand('%Lu'), password = password,
    protocol = request:var_expand('%Ls'), remote = request:var_expand('%r')}))
  local status = ask:submit():status()
  if status == 204 then
    return dovecot.auth.PASSDB_RESULT_OK, ''
  elseif status == 403 then
    return dovecot.auth.PASSDB_RESULT_PASSWORD_MISMATCH, ''
  end
  dovecot.i_error('directory: ' .. status)
  return dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE, ''
end
