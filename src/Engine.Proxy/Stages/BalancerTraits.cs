using System;

namespace Engine.Proxy.Stages;

/// <summary>What the core has to know of a balancing algorithm.</summary>
[Flags]
public enum BalancerTraits : byte
{
    None = 0,

    /// <summary>Weights as configured, or 0: neither the operator nor a warm-up can change them while running (CFG 4.2 balance, "static").</summary>
    IsStatic = 1,

    /// <summary>The same request is for the same server: a failed attempt may not simply go elsewhere (semantics section 3).</summary>
    IsFixed = 2,

    /// <summary><see cref="Balancer.OnLoad"/> is called.</summary>
    TracksLoad = 4,

    /// <summary>Looks into the bodies of POST requests, which are waited for.</summary>
    ReadsBody = 8,
}
