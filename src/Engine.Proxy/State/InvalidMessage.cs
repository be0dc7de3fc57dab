using System;
using Engine.Http;
using Engine.IO.Addressing;

namespace Engine.Proxy.State;

/// <summary>A message that was not HTTP.</summary>
/// <param name="WhenUtc">Wall-clock time, UTC.</param>
/// <param name="Fault">What was wrong with it.</param>
/// <param name="Client">Who asked.</param>
/// <param name="Backend">"&lt;NONE&gt;" before one was chosen.</param>
/// <param name="Server">Likewise.</param>
public sealed record InvalidMessage(DateTime WhenUtc, HttpFault Fault, EndpointAddress Client, string Backend, string Server)
{
    /// <summary>As it was received, from its first byte on.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Number of the event in this process, from 0.</summary>
    public long Event { get; init; }
}
