using System.Collections.Generic;
using System.Text;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;

namespace Engine.Proxy.Plan;

/// <summary>Compiles <c>option forwardfor</c> and <c>option originalto</c>.</summary>
internal static class AddressHeaderCompiler
{
    /// <summary>Longest header name taken, bytes; see the room the writer reserves.</summary>
    private const int NameBytesMax = 128;

    internal static AddressHeaderPlan? Compile(ProxyConfig proxy, ForwardForConfig? config, string defaultName, DiagnosticBag diagnostics)
    {
        if (config is null)
        {
            return null;
        }

        string name = config.Header ?? defaultName;
        if (name.Length > NameBytesMax)
        {
            diagnostics.Error(proxy.Where, 0, $"in {proxy.Name}: the header name '{name}' has more than {NameBytesMax} characters");
            return null;
        }

        List<IpNetwork> except = [];
        foreach (string text in config.Except)
        {
            if (IpNetwork.TryParse(text, out IpNetwork network))
            {
                except.Add(network);
            }
            else
            {
                diagnostics.Error(proxy.Where, 0, $"in {proxy.Name}: '{text}' is no network", "write an address with a prefix length, such as 10.0.0.0/8");
            }
        }

        return new AddressHeaderPlan(Encoding.Latin1.GetBytes(name), config.IfNone, [.. except]);
    }
}
