using System;

namespace Engine.Proxy.Stages;

/// <summary>A content coding by the name it has behind <c>compression algo</c>.</summary>
/// <param name="Name">In the configuration.</param>
/// <param name="Token">In Accept-Encoding and Content-Encoding; lower case.</param>
/// <param name="Create">Makes an encoder; null = bodies stay as they are.</param>
/// <param name="IsRanked">True for codings that the operator ranks: with one of them in the list, its order decides between codings that a client likes equally.</param>
public sealed record BodyCodecRow(string Name, string Documentation, string Token, Func<BodyCodecSettings, BodyEncoder>? Create, bool IsRanked = false);
