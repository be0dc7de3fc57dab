using System.Collections.Generic;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Fetches about TLS with the client (CFG 7.3.4).</summary>
internal static class TlsFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        FetchRow.Of("ssl_fc", "True when the client's connection is encrypted.", SampleNeeds.Client, static (in SampleContext c, ref Sample s) => { s.Set(c.Client.Listener.Tls is not null); return true; }),
    ];
}
