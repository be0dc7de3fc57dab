using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>Names that nothing else has, of whatever kind: <c>guid</c> of sections and servers, <c>guid-prefix</c> of bind lines (CFG 4.2, 5.1, 5.2).</summary>
internal sealed class GuidChecks(DiagnosticBag diagnostics)
{
    private const int LengthMax = 127;

    private readonly Dictionary<string, Statement> _known = [];

    public void Run(IReadOnlyList<ProxyBuilder> proxies)
    {
        foreach (ProxyBuilder proxy in proxies)
        {
            Note(proxy.Proxy.Guid, proxy.Proxy.Where);
            foreach (BindConfig bind in proxy.Binds)
            {
                for (int i = 1; bind.GuidPrefix is not null && i <= bind.Addresses.Count; i++)
                {
                    Note(bind.GuidPrefix + "-" + i.ToString(CultureInfo.InvariantCulture), bind.Where);
                }
            }

            foreach (ServerConfig server in proxy.Servers)
            {
                Note(server.Guid, server.Where);
            }
        }
    }

    private void Note(string? guid, Statement where)
    {
        if (guid is null)
        {
            return;
        }

        if (guid.Length > LengthMax || Names.FirstInvalid(guid) >= 0)
        {
            diagnostics.Error(where, 0, $"'{guid}' cannot be a guid", "write at most 127 letters, digits, '-', '_', '.' and ':'");
        }
        else if (!_known.TryAdd(guid, where))
        {
            diagnostics.Error(where, 0, $"the guid '{guid}' is taken", $"line {_known[guid].Line} has the same: choose another");
        }
    }
}
