using System.Collections.Generic;

namespace Engine.Http.Tests;

/// <summary>One case of a wire document.</summary>
public sealed record WireCase(string Document, string Title, WireReader Reader, byte[] Input)
{
    public HeadLimits Limits { get; init; } = HeadLimits.Default;

    public HttpMethod RequestMethod { get; init; } = HttpMethod.Get;

    public IReadOnlyList<string> Expected { get; init; } = [];

    /// <summary>Words behind "forward", or null when the case does not ask for it.</summary>
    public IReadOnlyList<string>? ForwardOptions { get; init; }

    public byte[] Forwarded { get; init; } = [];

    public override string ToString() => Document + ": " + Title;
}
