using System.Collections.Generic;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary>Kinds of health checks, by the name behind <c>option</c>.</summary>
internal static class CheckTable
{
    internal static IReadOnlyList<CheckRow> Rows =>
    [
        new("httpchk", "An HTTP request, and what its answer must be.", HttpCheck.Create),
        new("tcp-check", "A script of bytes sent and expected.", TcpCheck.Create),
    ];
}
