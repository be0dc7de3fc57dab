using System;
using System.Collections.Generic;
using System.IO;

namespace Engine.Config.Text;

/// <summary>Finds and reads the files of the command line.</summary>
internal sealed class ConfigFiles(DiagnosticBag diagnostics)
{
    /// <summary>HAProxy's limit on the size of a whole configuration (defaults.h): beyond it the file is a mistake.</summary>
    public const int BytesMax = 10 * 1024 * 1024;

    private int _bytesLeft = BytesMax;

    /// <summary>Directories become their files: *.cfg, not hidden, in the byte order of their names (CFG "-f").</summary>
    public List<string> Expand(IReadOnlyList<string> paths)
    {
        var files = new List<string>();
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
            {
                AddDirectory(files, path);
            }
            else
            {
                files.Add(path);
            }
        }

        return files;
    }

    /// <summary>The content; null when it could not be read, which was reported.</summary>
    public byte[]? Read(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return ReadAll(path, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            diagnostics.ErrorInFile(path, $"cannot read this configuration file: {Reason(e)}");
            return null;
        }
    }

    /// <summary>Takes the size of a text from the limit; false, and reported, when it is used up.</summary>
    public bool TryCount(string path, int bytes)
    {
        if (bytes > _bytesLeft)
        {
            diagnostics.ErrorInFile(path, $"the configuration is larger than {BytesMax / (1024 * 1024)} MB", "a file is probably not a configuration");
            return false;
        }

        _bytesLeft -= bytes;
        return true;
    }

    /// <summary>Reads devices and pipes too, and stops right after the limit: /dev/zero has no end.</summary>
    private byte[]? ReadAll(string path, FileStream file)
    {
        using var content = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        int count;
        while (content.Length <= _bytesLeft && (count = file.Read(buffer)) > 0)
        {
            content.Write(buffer, 0, count);
        }

        return TryCount(path, (int)content.Length) ? content.ToArray() : null;
    }

    private void AddDirectory(List<string> files, string directory)
    {
        var names = new List<string>();
        try
        {
            foreach (string file in Directory.EnumerateFiles(directory, "*.cfg", new EnumerationOptions { AttributesToSkip = 0 }))
            {
                string name = Path.GetFileName(file);
                if (name[0] != '.')
                {
                    names.Add(name);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            diagnostics.ErrorInFile(directory, $"cannot list this directory: {Reason(e)}");
            return;
        }

        names.Sort(StringComparer.Ordinal);
        foreach (string name in names)
        {
            files.Add(directory.EndsWith('/') ? directory + name : directory + "/" + name);
        }
    }

    private static string Reason(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "permission denied",
        _ => e.Message,
    };
}
