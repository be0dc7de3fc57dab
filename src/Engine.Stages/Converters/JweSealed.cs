using System;

namespace Engine.Stages.Converters;

/// <summary>What was encrypted with authentication, decoded.</summary>
internal readonly ref struct JweSealed
{
    internal ReadOnlySpan<byte> Nonce { get; init; }

    internal ReadOnlySpan<byte> Content { get; init; }

    internal ReadOnlySpan<byte> Tag { get; init; }

    /// <summary>What is authenticated beside the content.</summary>
    internal ReadOnlySpan<byte> More { get; init; }
}
