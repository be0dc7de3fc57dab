using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Proxy.Plan;

/// <summary><c>cookie</c>, compiled (CFG 4.2).</summary>
internal sealed class CookiePlan
{
    internal CookiePlan(CookieConfig config)
    {
        Config = config;
        Name = ByteText.ToBytes(config.Name);
        List<string> attributes = [];
        foreach (string domain in config.Domains)
        {
            attributes.Add("; domain=" + domain);
        }

        attributes.Add(config.HttpOnly ? "; HttpOnly" : "");
        attributes.Add(config.Secure ? "; Secure" : "");
        foreach (string attribute in config.Attributes)
        {
            attributes.Add("; " + attribute);
        }

        Attributes = ByteText.ToBytes("; path=/" + string.Concat(attributes));
        Removal = ByteText.ToBytes(config.Name + "=; Expires=Thu, 01-Jan-1970 00:00:01 GMT; path=/" + string.Concat(attributes));
    }

    internal CookieConfig Config { get; }

    internal byte[] Name { get; }

    internal CookieMode Mode => Config.Mode;

    /// <summary>What stands behind the value: path, domains and the like.</summary>
    internal byte[] Attributes { get; }

    /// <summary>The value of a Set-Cookie field that takes the cookie away from a client.</summary>
    internal byte[] Removal { get; }

    /// <summary>True when the cookie carries the times at which it was given and used.</summary>
    internal bool IsDated => Config.MaxIdleSeconds > 0 || Config.MaxLifeSeconds > 0;
}
