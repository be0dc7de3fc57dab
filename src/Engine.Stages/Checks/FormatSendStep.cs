using System;
using Engine.Proxy.Health;
using Engine.Proxy.Logs;

namespace Engine.Stages.Checks;

/// <summary>Sends what a format makes: text, or bytes as hexadecimal digits.</summary>
internal sealed class FormatSendStep(LogFormatPlan format, bool isHex) : SendStep
{
    public override int Write(CheckRun run, Span<byte> room)
    {
        ReadOnlySpan<byte> text = format.Render(run.Context());
        if (isHex)
        {
            return HexText.Decode(text, room);
        }

        return text.TryCopyTo(room) ? text.Length : -1;
    }
}
