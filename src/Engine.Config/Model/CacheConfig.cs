using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>A <c>cache</c> section: memory in which responses are kept (CFG 6.2.1).</summary>
public sealed class CacheConfig
{
    /// <summary><c>total-max-size</c> at most (CFG 6.2.1).</summary>
    public const int MegabytesMax = 4095;

    /// <summary>The first line.</summary>
    public required Statement Where { get; init; }

    public required string Name { get; init; }

    /// <summary><c>total-max-size</c>, MB: 1 to 4095; 0 while nothing says so, which is an error.</summary>
    public int Megabytes { get; internal set; }

    /// <summary><c>max-object-size</c> as it is written, bytes; 0 = a 256th of all.</summary>
    public long WrittenObjectBytesMax { get; internal set; }

    /// <summary><c>max-age</c>, s: what is older is not given any more, whatever the server allows.</summary>
    public int AgeSecondsMax { get; internal set; } = 60;

    /// <summary><c>process-vary</c>: responses that depend on the request's fields may be kept.</summary>
    public bool ProcessesVary { get; internal set; }

    /// <summary><c>max-secondary-entries</c>: variants of one target at most; 1 or more.</summary>
    public int VariantsMax { get; internal set; } = 10;

    /// <summary>True once a line was faulty: "has no size" may be a second finding about the first.</summary>
    internal bool HasFaultyLines { get; set; }

    /// <summary>Of all that is kept.</summary>
    public long TotalBytes => (long)Megabytes << 20;

    /// <summary>Of one response, head and body: at most half of all.</summary>
    public long ObjectBytesMax => WrittenObjectBytesMax > 0 ? WrittenObjectBytesMax : TotalBytes / 256;
}
