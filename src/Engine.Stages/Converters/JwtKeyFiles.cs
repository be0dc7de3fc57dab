using System;
using System.Collections.Generic;
using System.Text;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>The key files of one plan, by path. Filled while the plan is compiled, only read afterwards.</summary>
internal sealed class JwtKeyFiles
{
    private const int PathBytesMax = 4096;

    private readonly Dictionary<string, JwtKey> _keys = new(StringComparer.Ordinal);

    /// <summary>Reads the file that the argument names. False after an error: a file that must be one, and is not there or holds no key.</summary>
    /// <param name="isRequired">False when the argument may be a secret instead: then a file that is not there is none.</param>
    internal bool TryAdd(SampleCallArguments call, int index, bool isRequired)
    {
        string path = call.Text(index);
        if (_keys.ContainsKey(path))
        {
            return true;
        }

        if (!call.Compiler.Files.TryRead(path, out byte[] content, out string reason))
        {
            if (isRequired)
            {
                call.Error($"the key file '{path}' cannot be read: {reason}", "name the PEM file of the public key or certificate");
            }

            return !isRequired;
        }

        if (JwtKey.Read(Encoding.Latin1.GetString(content)) is not { } key)
        {
            call.Error($"'{path}' holds no public key that a token is checked with", "name a PEM file with an RSA or elliptic-curve key (BEGIN PUBLIC KEY), or with a certificate");
            return false;
        }

        _keys.Add(path, key);
        return true;
    }

    internal JwtKey? Find(ReadOnlySpan<byte> path)
    {
        if (path.Length > PathBytesMax)
        {
            return null;
        }

        Span<char> text = stackalloc char[PathBytesMax];
        int length = Encoding.Latin1.GetChars(path, text);
        return _keys.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..length], out JwtKey? key) ? key : null;
    }
}
