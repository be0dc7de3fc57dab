using System.Text;
using Engine.Proxy.Stages;

namespace Engine.Proxy.Compression;

/// <summary>One algorithm of a <c>compression algo</c> line.</summary>
public sealed class CodecPlan
{
    internal CodecPlan(BodyCodecRow row, BodyCodecSettings settings)
    {
        Row = row;
        Settings = settings;
        NameBytes = Encoding.ASCII.GetBytes(row.Name);
        Token = Encoding.ASCII.GetBytes(row.Token);
    }

    public BodyCodecRow Row { get; }

    /// <summary>In Accept-Encoding and Content-Encoding.</summary>
    public byte[] Token { get; }

    /// <summary>In the configuration, and as <c>res.comp_algo</c>.</summary>
    public byte[] NameBytes { get; }

    internal BodyCodecSettings Settings { get; }

    /// <summary>Of one encoder, by the formula of zlib's manual (deflateInit2); the other codecs are counted alike.</summary>
    internal long MemoryBytes => (1L << (Settings.WindowBits + 2)) + (1L << (Settings.MemoryLevel + 9));
}
