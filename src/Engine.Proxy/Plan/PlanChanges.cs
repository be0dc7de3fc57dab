using System;
using System.Collections.Generic;

namespace Engine.Proxy.Plan;

/// <summary>
/// What a plan does to identities that another plan uses as long as it is not in use itself: limits, balancers, servers. Compiling
/// only notes it down, so that a configuration with errors changes nothing.
/// </summary>
internal sealed class PlanChanges
{
    private readonly List<Action> _changes = [];

    internal void Add(Action change) => _changes.Add(change);

    /// <summary>The plan comes into use. Once.</summary>
    internal void Apply()
    {
        foreach (Action change in _changes)
        {
            change();
        }

        _changes.Clear();
    }
}
