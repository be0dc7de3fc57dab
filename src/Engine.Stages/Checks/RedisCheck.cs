using System;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary><c>option redis-check</c>: PING is answered by PONG (CFG 4.2).</summary>
internal static class RedisCheck
{
    internal static CheckScript Create(CheckArguments arguments)
    {
        _ = arguments;
        return new FixedScript()
            .Send("*1\r\n$4\r\nPING\r\n"u8.ToArray())
            .Expect(new LineReply("Redis server is ok", static line => line.SequenceEqual("+PONG"u8), codeDigits: 0))
            .Finish();
    }
}
