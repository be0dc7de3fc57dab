using System;

namespace Engine.Config.Model;

/// <summary><c>dns-accept-family</c> (CFG 3.1): the addresses that name servers are asked for.</summary>
[Flags]
public enum DnsFamilies : byte
{
    None = 0,
    IPv4 = 1,
    IPv6 = 2,

    /// <summary>IPv6 while this machine has a way into its internet.</summary>
    Auto = 4,
}
