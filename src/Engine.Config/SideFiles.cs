using System;
using System.Collections.Generic;
using System.IO;
using Engine.Config.Text;

namespace Engine.Config;

/// <summary>The files that a configuration names besides itself: error pages, pattern lists. From the disk, or from memory for embedded configurations and tests.</summary>
public sealed class SideFiles
{
    private readonly IReadOnlyDictionary<string, byte[]>? _contents;

    private SideFiles(IReadOnlyDictionary<string, byte[]>? contents) => _contents = contents;

    /// <summary>Reads the disk, relative paths from the current directory.</summary>
    public static SideFiles OnDisk { get; } = new(null);

    /// <summary>Knows only these, by the path the configuration writes.</summary>
    public static SideFiles InMemory(IReadOnlyDictionary<string, byte[]> contents) => new(contents);

    /// <param name="path">As a word of the configuration holds it (<see cref="ByteText"/>).</param>
    /// <param name="content">All bytes; empty on failure.</param>
    /// <param name="reason">Why it failed, in plain words; empty on success.</param>
    public bool TryRead(string path, out byte[] content, out string reason)
    {
        content = [];
        reason = "";
        if (_contents is not null)
        {
            bool known = _contents.TryGetValue(path, out byte[]? found);
            content = found ?? [];
            reason = known ? "" : "no such file";
            return known;
        }

        try
        {
            content = File.ReadAllBytes(ByteText.ToUnicode(path));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            reason = e switch
            {
                FileNotFoundException or DirectoryNotFoundException => "no such file",
                UnauthorizedAccessException => "permission denied, or not a file",
                _ => e.Message,
            };
            return false;
        }
    }
}
