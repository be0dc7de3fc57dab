using System;
using System.Collections.Generic;
using System.IO;
using Engine.Config.Text;

namespace Engine.Config;

/// <summary>The files that a configuration names besides itself: error pages, pattern lists. From the disk, or from memory for embedded configurations and tests.</summary>
public sealed class SideFiles
{
    private readonly IReadOnlyDictionary<string, byte[]>? _contents;

    /// <summary><c>default-path</c>: where relative paths begin; "" = in the current directory.</summary>
    internal string Directory { get; set; } = "";

    /// <summary>True when that is the directory of the configuration's own files, or the one above.</summary>
    internal bool IsBesideConfiguration { get; set; }

    /// <summary>Of the file that said so.</summary>
    internal string ConfigurationDirectory { get; set; } = "";

    private SideFiles(IReadOnlyDictionary<string, byte[]>? contents) => _contents = contents;

    /// <summary>Reads the disk, relative paths from the current directory.</summary>
    public static SideFiles OnDisk { get; } = new(null);

    /// <summary>Knows only these, by the path the configuration writes.</summary>
    public static SideFiles InMemory(IReadOnlyDictionary<string, byte[]> contents) => new(contents);

    /// <summary>The same files for one configuration, which may have a <c>default-path</c>.</summary>
    internal SideFiles ForConfiguration() => new(_contents);

    /// <summary>The path under which a word of the configuration is found.</summary>
    public string Locate(string path) =>
        Directory.Length == 0 || path.StartsWith('/') || path.StartsWith('@') ? path : Directory.EndsWith('/') ? Directory + path : Directory + "/" + path;

    /// <param name="path">As a word of the configuration holds it (<see cref="ByteText"/>).</param>
    /// <param name="content">All bytes; empty on failure.</param>
    /// <param name="reason">Why it failed, in plain words; empty on success.</param>
    public bool TryRead(string path, out byte[] content, out string reason)
    {
        content = [];
        reason = "";
        if (_contents is not null)
        {
            bool known = _contents.TryGetValue(Locate(path), out byte[]? found);
            content = found ?? [];
            reason = known ? "" : "no such file";
            return known;
        }

        try
        {
            content = File.ReadAllBytes(ByteText.ToUnicode(Locate(path)));
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
