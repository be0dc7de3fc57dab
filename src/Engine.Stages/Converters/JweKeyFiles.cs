using System;
using System.Collections.Generic;
using System.Text;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>The private keys of one plan that open tokens, by the path of their file. Filled while the plan is compiled, only read afterwards.</summary>
internal sealed class JweKeyFiles
{
    private const int PathBytesMax = 4096;

    private readonly Dictionary<string, JweKey> _keys = new(StringComparer.Ordinal);

    /// <summary>False after an error.</summary>
    internal bool TryAdd(SampleCallArguments call, int index)
    {
        string path = call.Text(index);
        if (_keys.ContainsKey(path))
        {
            return true;
        }

        if (!call.Compiler.Files.TryRead(path, out byte[] content, out string reason))
        {
            call.Error($"the key file '{path}' cannot be read: {reason}", "name the PEM file of the private key, with its certificate or without");
            return false;
        }

        if (JweRsaKey.ReadPem(content) is not { } key)
        {
            call.Error($"'{path}' holds no private key that opens tokens", "name a PEM file with an RSA key (BEGIN PRIVATE KEY) that has no pass phrase");
            return false;
        }

        _keys.Add(path, JweKey.Of(key));
        return true;
    }

    internal JweKey? Find(ReadOnlySpan<byte> path)
    {
        if (path.Length > PathBytesMax)
        {
            return null;
        }

        Span<char> text = stackalloc char[PathBytesMax];
        int length = Encoding.Latin1.GetChars(path, text);
        return _keys.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..length], out JweKey? key) ? key : null;
    }
}
