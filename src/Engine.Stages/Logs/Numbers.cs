using Engine.Config.Expressions;
using Engine.Proxy.Logs;

namespace Engine.Stages.Logs;

/// <summary>Numbers that <c>+X</c> prints in hexadecimal, with four digits at least (CFG 8.2.6).</summary>
internal static class Numbers
{
    internal static void Write(long value, LogFlags flags, ref LineWriter line)
    {
        if ((flags & LogFlags.Hex) != 0 && (flags & LineWriter.Encodings) == 0)
        {
            line.Hex((ulong)value, 4);
        }
        else
        {
            line.Number(value, flags);
        }
    }

    /// <summary>A total; not final yet, it has a plus sign in front.</summary>
    internal static void WriteTotal(long value, bool isPartial, LogFlags flags, ref LineWriter line)
    {
        if (isPartial && (flags & LineWriter.Encodings) == 0)
        {
            line.Raw((byte)'+');
        }

        line.Number(value, flags);
    }
}
