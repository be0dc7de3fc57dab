-- How wrk asks and what it tells. Arguments after `--`, if any: METHOD BYTES, for requests with a body of so many bytes.
-- At the end one line of name=value pairs, so that no script has to read wrk's prose. Latencies are in microseconds;
-- `failed` counts answers with a status above 399.
init = function(args)
   if args[1] then
      wrk.method = args[1]
      wrk.body = string.rep("u", tonumber(args[2]))
   end
end

done = function(summary, latency)
   local errors = summary.errors
   io.write(string.format(
      "summary requests=%d bytes=%d duration_us=%d connect=%d read=%d write=%d timeout=%d failed=%d p50_us=%d p99_us=%d\n",
      summary.requests, summary.bytes, summary.duration, errors.connect, errors.read, errors.write, errors.timeout,
      errors.status, latency:percentile(50), latency:percentile(99)))
end
