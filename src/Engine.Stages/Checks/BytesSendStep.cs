using System;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary>Sends the same bytes each time.</summary>
internal sealed class BytesSendStep(byte[] bytes) : SendStep
{
    public override int Write(CheckRun run, Span<byte> room) => bytes.AsSpan().TryCopyTo(room) ? bytes.Length : -1;
}
