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
