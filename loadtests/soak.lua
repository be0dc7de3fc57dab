-- wrk's part in the soak: small answers and uploads in turn, every answer checked.
-- Prints "failure SECOND STATUS LENGTH" for each answer that is not as it should be, and one summary line.
local upload = string.rep("u", 10000)
local turn = 0


function request()
   turn = turn + 1
   if turn % 4 == 0 then
      return wrk.format("POST", "/upload", nil, upload)
   end
   return wrk.format("GET", "/small")
end

-- 128 bytes for /small, "10000\n" for /upload; nginx, which does not count, says "taken\n".
function response(status, headers, body)
   if status ~= 200 or (#body ~= 128 and body ~= "10000\n" and body ~= "taken\n") then
      io.write(string.format("failure %d %d %d\n", os.time(), status, #body))
   end
end

function done(summary)
   local errors = summary.errors
   io.write(string.format("summary requests=%d connect=%d read=%d write=%d timeout=%d\n",
      summary.requests, errors.connect, errors.read, errors.write, errors.timeout))
end
