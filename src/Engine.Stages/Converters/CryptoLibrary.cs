using System.Runtime.InteropServices;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>
/// The library behind the framework's cryptography, which is loaded when it is first used, and ends the process where it is missing:
/// so whoever needs it asks here while the plan is compiled.
/// </summary>
internal static class CryptoLibrary
{
    /// <summary>In the order in which the framework looks for them.</summary>
    private static readonly string[] FileNames = ["libssl.so.3", "libssl.so.1.1", "libssl.so.1.0.2", "libssl.so.1.0.0", "libssl.so"];

    /// <summary>False after an error.</summary>
    internal static bool IsThere(SampleCallArguments call)
    {
        foreach (string name in FileNames)
        {
            if (NativeLibrary.TryLoad(name, out _))
            {
                return true;
            }
        }

        call.Error($"'{call.Name}' needs the OpenSSL library, which is not installed on this machine", "install OpenSSL 3 (package libssl3)");
        return false;
    }
}
