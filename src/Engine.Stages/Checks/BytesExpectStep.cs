using System;
using Engine.Config.Text;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary><c>expect string</c>, <c>expect binary</c>: these bytes stand somewhere in what has come.</summary>
internal sealed class BytesExpectStep(byte[] bytes, bool isText, bool inverted, int minReceive) : RawExpectStep(inverted, minReceive)
{
    public override string Description => isText ? $"expect string {Pattern}" : $"expect binary {Pattern}";

    protected override string Pattern => isText ? $"'{ByteText.FromBytes(bytes)}'" : $"'{Convert.ToHexString(bytes)}'";

    protected override int PatternBytes => bytes.Length;

    protected override bool IsMatch(CheckRun run) => run.Received.IndexOf(bytes) >= 0;
}
