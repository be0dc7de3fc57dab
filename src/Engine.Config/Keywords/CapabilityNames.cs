using System;
using System.Collections.Generic;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>setcap NAME[,NAME...]</c>: the capabilities that a proxy may have a use for.</summary>
internal static class CapabilityNames
{
    private static readonly string[] Known = ["cap_net_admin", "cap_net_raw", "cap_net_bind_service", "cap_sys_admin"];

    public static void Build(GlobalBuilder global, KeywordCall call)
    {
        List<string> names = [];
        foreach (string name in call.Text().Split(','))
        {
            if (Array.IndexOf(Known, name) < 0)
            {
                call.Context.Diagnostics.Error(call.At, call.First, $"there is no capability '{name}' to keep", "write one of " + string.Join(", ", Known));
                return;
            }

            names.Add(name);
        }

        global.Config.Capabilities = names;
    }
}
