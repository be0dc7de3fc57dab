using System.Collections.Generic;
using Engine.Simulation.World;

namespace Engine.Simulation.Traffic;

/// <summary>All requests of a run by their number, and what is forgiven to all of them.</summary>
internal sealed class RequestBook(SimWorld world)
{
    private readonly Dictionary<int, RequestPlan> _plans = [];

    public IEnumerable<RequestPlan> All => _plans.Values;

    public int Count => _plans.Count;

    /// <summary>Requests that were answered in full, as planned.</summary>
    public int Answered { get; private set; }

    /// <summary>How many requests ended in each other way.</summary>
    public SortedDictionary<Pardon, int> Otherwise { get; } = [];

    /// <summary>What has befallen the whole run so far: weather, stops.</summary>
    public Pardon PardonOfAll { get; set; }

    /// <summary>What is forgiven to requests that may not be sent twice: a kept connection may die just when they are sent.</summary>
    public Pardon PardonOfUnrepeatable { get; set; }

    /// <summary>How often servers may see a request that may be repeated: a connection that has died between two requests, and <c>retry-on</c>.</summary>
    public int AttemptsMax { get; set; } = 2;

    public void Add(RequestPlan plan) => _plans.Add(plan.Id, plan);

    public RequestPlan? Find(int id) => _plans.GetValueOrDefault(id);

    public bool Allows(RequestPlan plan, Pardon end)
    {
        Pardon all = plan.Pardon | PardonOfAll;
        if (!plan.IsIdempotent || plan.Body != BodyShape.None)
        {
            all |= PardonOfUnrepeatable;
        }

        return (all & end) == end;
    }

    /// <summary>A request reached a server.</summary>
    public void See(RequestPlan plan)
    {
        plan.Seen++;
        int most = plan.IsIdempotent ? AttemptsMax : 1;
        if (plan.Seen > most)
        {
            world.Fault($"servers received {plan} {plan.Seen} times");
        }
    }

    public void SettleAnswered(RequestPlan plan)
    {
        Answered++;
        plan.IsSettled = true;
    }

    /// <summary>A request ended otherwise than with its answer.</summary>
    public void Settle(RequestPlan plan, Pardon end, string how)
    {
        plan.IsSettled = true;
        Otherwise[end] = Otherwise.GetValueOrDefault(end) + 1;
        if (!Allows(plan, end))
        {
            world.Fault($"{how}, which nothing excuses: {plan}");
        }
    }
}
