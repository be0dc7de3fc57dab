using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>The private keys of one plan that open tokens, by the path of their file. Filled while the plan is compiled, only read afterwards.</summary>
internal sealed class JweKeyFiles : KeyFiles<JweKey>
{
    /// <summary>False after an error.</summary>
    internal bool TryAdd(SampleCallArguments call, int index)
    {
        string path = call.Text(index);
        if (Has(path))
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

        Add(path, JweKey.Of(key));
        return true;
    }
}
