using System.Collections.Generic;

namespace Engine.Config.Model;

/// <summary>A <c>crt-store</c> section (CFG 3.11). Sections of one name go on where the one before stopped.</summary>
public sealed class CrtStoreConfig
{
    /// <summary>"" = it has none.</summary>
    public required string Name { get; init; }

    /// <summary><c>crt-base</c> so far; null = the global one holds.</summary>
    public string? CrtBase { get; internal set; }

    /// <summary><c>key-base</c> so far; null = the global one holds.</summary>
    public string? KeyBase { get; internal set; }

    /// <summary>In order of declaration.</summary>
    public IReadOnlyList<StoredCertificateConfig> Certificates { get; internal set; } = [];
}
