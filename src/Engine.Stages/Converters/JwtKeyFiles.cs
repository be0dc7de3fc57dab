using System.Text;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>The key files of one plan, by path. Filled while the plan is compiled, only read afterwards.</summary>
internal sealed class JwtKeyFiles : KeyFiles<JwtKey>
{
    /// <summary>Reads the file that the argument names. False after an error: a file that must be one, and is not there or holds no key.</summary>
    /// <param name="isRequired">False when the argument may be a secret instead: then a file that is not there is none.</param>
    internal bool TryAdd(SampleCallArguments call, int index, bool isRequired)
    {
        string path = call.Text(index);
        if (Has(path))
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

        Add(path, key);
        return true;
    }
}
