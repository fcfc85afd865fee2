-- Mail of our own people is signed or it waits.  Rspamd lets mail pass unsigned
-- when it cannot read a key at that moment (Redis restarts); we ask the sender
-- to try again instead.  A domain without a key at all is left alone.
local lua_redis = require "lua_redis"
local params

local function again(task)
  task:set_pre_result('soft reject', 'Not ready to sign this mail, try again', 'hayloft')
end

rspamd_config:register_symbol({
  name = 'HAYLOFT_UNSIGNED',
  type = 'postfilter',
  callback = function(task)
    local from = task:get_from('mime')
    if not params or not task:get_user() or not from or not from[1] or
        task:has_symbol('DKIM_SIGNED') then
      return
    end
    local domain = from[1].domain:lower()
    local function answered(err, known)
      if err or tonumber(known) ~= 0 then
        again(task)
      end
    end
    if not lua_redis.redis_make_request(task, params, domain, false, answered,
        'HEXISTS', {'DKIM_SELECTORS', domain}) then
      again(task)
    end
  end,
})

rspamd_config:add_post_init(function()
  params = lua_redis.parse_redis_server('dkim_signing')
end)

-- Who sent a mail, as far as we can vouch for it: in X-Hayloft-Sender, which
-- nobody else can write.  Invitations are only believed with it (webmail/imip_mail.c).
local lua_mime = require "lua_mime"

local function vouched_for(task)
  local user = task:get_user()
  if user then
    return 'login ' .. tostring(user):lower()
  end
  local from = task:get_from('mime')
  if not from or #from ~= 1 or not from[1].domain then
    return nil
  end
  local domain = from[1].domain:lower()
  if task:has_symbol('DMARC_POLICY_ALLOW') then
    return 'domain ' .. domain
  end
  -- A domain without a policy: exactly its own name must be proven.
  if not task:has_symbol('DMARC_NA') then
    return nil
  end
  local envelope = task:get_from('smtp')
  if task:has_symbol('R_SPF_ALLOW') and envelope and envelope[1] and
      envelope[1].domain and envelope[1].domain:lower() == domain then
    return 'domain ' .. domain
  end
  for _, signature in ipairs(task:get_dkim_results() or {}) do
    if signature.result == 'allow' and signature.domain and signature.domain:lower() == domain then
      return 'domain ' .. domain
    end
  end
  return nil
end

rspamd_config:register_symbol({
  name = 'HAYLOFT_SENDER',
  type = 'idempotent',
  callback = function(task)
    local who = vouched_for(task)
    lua_mime.modify_headers(task, {
      remove = {['X-Hayloft-Sender'] = 0},
      add = {['X-Hayloft-Sender'] = {order = 1, value = who or 'unknown'}},
    })
  end,
})
