using System;
using System.Collections.Generic;
using System.Threading;
using Engine.Proxy.Stages;
using Engine.Proxy.State;

namespace Engine.Stages.Balancers;

/// <summary>
/// <c>balance random[(DRAWS)]</c>: as many servers are drawn as that, two unless written, each as likely as its weight says; the
/// one with the fewest requests for its weight is taken.
/// </summary>
internal sealed class RandomDraw : Balancer
{
    private const int DrawsByDefault = 2;

    /// <summary>What splitmix64 adds for each number: 2^64 over the golden ratio.</summary>
    private const ulong Step = 0x9e3779b97f4a7c15;

    private readonly int _draws;
    private readonly BoundedLoad? _bound;
    private Urn _urn = new([], []);

    /// <summary>Of the generator, which all loops share: one interlocked addition for each pick.</summary>
    private ulong _seed;

    /// <param name="draws">1 or more.</param>
    /// <param name="balanceFactorPercent"><c>hash-balance-factor</c>; 0 = none.</param>
    /// <param name="seed">Of what is drawn.</param>
    internal RandomDraw(int draws, int balanceFactorPercent, ulong seed)
    {
        _draws = draws;
        _bound = balanceFactorPercent > 0 ? new BoundedLoad(balanceFactorPercent) : null;
        _seed = seed;
    }

    public override BalancerTraits Traits => _bound is null ? BalancerTraits.None : BalancerTraits.TracksLoad;

    internal static Balancer? Create(BalancerArguments arguments)
    {
        int? draws = arguments.Count == 0 ? DrawsByDefault : arguments.Number(0, 1, "the number of draws");
        return draws is null || !arguments.EndsAfter(1) ? null : new RandomDraw(draws.Value, arguments.Hash.BalanceFactor, arguments.Seed);
    }

    public override void Use(IReadOnlyList<ServerState> servers)
    {
        _bound?.Use(servers);
        ServerState[] drawn = [.. servers];
        long[] ends = new long[drawn.Length];
        long total = 0;
        for (int i = 0; i < ends.Length; i++)
        {
            ends[i] = total += drawn[i].EffectiveWeight;
        }

        Volatile.Write(ref _urn, new Urn(drawn, ends));
    }

    public override void OnLoad(ServerState server, int slots) => _bound!.OnSlot(slots);

    public override ServerState? Pick(in PickRequest request)
    {
        Urn urn = Volatile.Read(ref _urn);
        if (urn.Servers.Length == 0 || urn.Ends[^1] == 0)
        {
            return null;
        }

        ulong state = Interlocked.Add(ref _seed, unchecked(Step * (ulong)_draws));
        ServerState best = Draw(urn, Mix(state), request.Avoid);
        for (int i = 1; i < _draws; i++)
        {
            ServerState other = Draw(urn, Mix(unchecked(state - (Step * (ulong)i))), request.Avoid);
            best = other != best && (long)other.Served * best.EffectiveWeight < (long)best.Served * other.EffectiveWeight ? other : best;
        }

        return best.HasRoom ? best : null;
    }

    /// <summary>The server in whose share the number falls; the next one where that is not to be.</summary>
    private ServerState Draw(Urn urn, ulong number, ServerState? avoid)
    {
        long share = (long)Math.BigMul(number, (ulong)urn.Ends[^1], out _);
        int low = 0;
        int high = urn.Ends.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (urn.Ends[middle] <= share)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        for (int tries = urn.Servers.Length; tries > 0 && (urn.Servers[low] == avoid || _bound?.Allows(urn.Servers[low]) == false); tries--)
        {
            low = low + 1 < urn.Servers.Length ? low + 1 : 0;
        }

        return urn.Servers[low];
    }

    /// <summary>splitmix64 (Steele, Lea, Flood 2014).</summary>
    private static ulong Mix(ulong state)
    {
        state = unchecked((state ^ (state >> 30)) * 0xbf58476d1ce4e5b9);
        state = unchecked((state ^ (state >> 27)) * 0x94d049bb133111eb);
        return state ^ (state >> 31);
    }

    /// <param name="Servers">In order of declaration.</param>
    /// <param name="Ends">Sums of weights up to and with each.</param>
    private sealed record Urn(ServerState[] Servers, long[] Ends);
}
