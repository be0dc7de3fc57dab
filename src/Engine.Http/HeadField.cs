using System.Runtime.InteropServices;

namespace Engine.Http;

/// <summary>
/// One field line, as offsets into <see cref="MessageHead.Bytes"/>. The value is without the blanks around it.
/// A line that is neither <see cref="FieldFlags.Odd"/> nor removed ends with CR LF right behind its value.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 2)]
public struct HeadField
{
    public ushort NameStart;
    public ushort NameLength;
    public ushort ValueStart;
    public ushort ValueLength;
    public FieldName Name;
    public FieldFlags Flags;

    public readonly bool IsRemoved => (Flags & FieldFlags.Removed) != 0;

    /// <summary>First byte behind the line; meaningful for lines that are not odd.</summary>
    internal readonly int LineEnd => ValueStart + ValueLength + 2;
}
