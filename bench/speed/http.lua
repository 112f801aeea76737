-- Asks for the paths of a file in turn, every thread and client another; prints the sums as JSON.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  paths = {}
  for path in io.lines(arguments[1]) do
    paths[#paths + 1] = path
  end
  -- Threads begin at different places, so that no two ask the same at the same time.
  place = number * math.floor(#paths / 2)
end

function request()
  place = place % #paths + 1
  return wrk.format("GET", paths[place])
end

function done(summary, latency)
  io.write(string.format(
    'JSON {"answers": %d, "seconds": %.3f, "median": %.3f, "p95": %.3f, "p99": %.3f, "timeouts": %d, "errors": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(95) / 1e3, latency:percentile(99) / 1e3, summary.errors.timeout,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status))
end
