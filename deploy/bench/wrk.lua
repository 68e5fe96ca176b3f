-- Asks for the addresses of a file in turn:  wrk -s wrk.lua URL -- FILE FIRST
-- and says what it has measured in one line for deploy/bench/generators.py.
local requests, at = {}, 0

function init(arguments)
  wrk.headers["Accept"] = "text/html,application/json;q=0.9,*/*;q=0.8"
  wrk.headers["Accept-Encoding"] = "gzip, deflate, br"
  for path in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("GET", path)
  end
  at = tonumber(arguments[2])
end

function request()
  at = at + 1
  return requests[(at - 1) % #requests + 1]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout
  print(string.format('{"requests": %d, "seconds": %f, "p95": %f, "failed": %d, "refused": %d}',
    summary.requests, summary.duration / 1e6, latency:percentile(95) / 1e3, failed, errors.status))
end
