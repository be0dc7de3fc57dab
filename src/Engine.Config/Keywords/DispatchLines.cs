using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Config.Values;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>dispatch</c> and <c>transparent</c> (CFG 4.2): one address for all that no server is known for, in place of balancing.</summary>
internal static class DispatchLines
{
    /// <summary>The option, which is a keyword as well.</summary>
    public const string Transparent = "transparent";

    public static readonly Grammar Grammar = Grammar.Of(Argument.Address(new AddressRules("a dispatch address") { PortIsRequired = true }));

    public static void Build(ProxyBuilder proxy, KeywordCall call) => proxy.Proxy.Dispatch = PlaceAt(call.At, call.Values[0].Addresses![0]);

    public static void BuildTransparent(ProxyBuilder proxy, KeywordCall call) => proxy.SetOption(Transparent, call.Prefix);

    /// <summary>Once the section is read: what holds of both, as 'balance' stands above the one and excludes the other.</summary>
    public static void Finish(ProxyConfig proxy, DiagnosticBag diagnostics)
    {
        bool isTransparent = proxy.HasBackend && proxy.Options.GetValueOrDefault(Transparent);
        if (proxy.Balance is null)
        {
            proxy.Dispatch ??= isTransparent ? PlaceAt(proxy.Where, new AddressConfig(AddressFamily.Any, "*", 0, 0)) : null;
            return;
        }

        if (isTransparent)
        {
            diagnostics.Error(proxy.Where, 0, $"'{proxy.Name}' has 'option transparent' and 'balance', which exclude each other", "remove one of them, or write 'no option transparent'");
        }

        if (proxy.Dispatch is { } dispatch)
        {
            diagnostics.Warning(dispatch.Where, 0, $"the servers of '{proxy.Name}' are balanced: nothing is sent to this address", "remove it, or the 'balance' line");
            proxy.Dispatch = null;
        }
    }

    private static ServerConfig PlaceAt(Statement where, AddressConfig address) => new() { Where = where, Name = "", Address = address };
}
