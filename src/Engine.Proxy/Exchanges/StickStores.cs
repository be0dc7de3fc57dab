using System;
using Engine.Config.Model;
using Engine.Proxy.Plan;
using Engine.Proxy.Samples;
using Engine.Proxy.State;
using Engine.Proxy.Tables;
using Engine.Proxy.Variables;

namespace Engine.Proxy.Exchanges;

/// <summary><c>stick</c> rules at work: finds the server of a key, and keeps the server that was found in the end under the keys that are to name it.</summary>
internal sealed class StickStores(Exchange exchange)
{
    /// <summary>Keys that one exchange may store, as in HAProxy.</summary>
    private const int StoresMax = 8;

    private readonly StickTableShared[] _tables = new StickTableShared[StoresMax];
    private readonly ArenaSlice[] _keys = new ArenaSlice[StoresMax];
    private int _count;

    internal void Reset() => _count = 0;

    /// <summary>The server that a table keeps for the request; <paramref name="chosen"/> when there is one already.</summary>
    internal ServerState? Match(StickRulePlan[] rules, ServerState? chosen)
    {
        foreach (StickRulePlan rule in rules)
        {
            SampleContext context = new(exchange, RulePoints.UseServer) { IsFinal = true };
            if (HasStore(rule.Table) || !TryKey(rule, context, out Span<byte> key))
            {
                continue;
            }

            if ((rule.Uses & StickUses.Match) != 0)
            {
                chosen = Find(rule.Table, key) ?? chosen;
            }

            if ((rule.Uses & StickUses.StoreRequest) != 0)
            {
                Remember(rule.Table, key);
            }

            ServerState? Find(StickTableShared table, ReadOnlySpan<byte> key)
            {
                ServerState? kept = Look(table, key);
                return chosen is null && kept is not null && exchange.Persistence.MayUse(kept) ? kept : null;
            }
        }

        return chosen;
    }

    /// <summary>Reads the keys of the response; then the exchange's server is kept under all of them.</summary>
    internal void Store(StickRulePlan[] rules, RulePoints point)
    {
        foreach (StickRulePlan rule in rules)
        {
            SampleContext context = new(exchange, point) { IsFinal = true };
            if (!HasStore(rule.Table) && TryKey(rule, context, out Span<byte> key))
            {
                Remember(rule.Table, key);
            }
        }

        if (exchange.Server is { Plan.IsNonStick: false } server)
        {
            for (int i = 0; i < _count; i++)
            {
                Keep(_tables[i], exchange.Arena[_keys[i]], server);
            }
        }

        _count = 0;
    }

    private static bool TryKey(StickRulePlan rule, in SampleContext context, out Span<byte> key)
    {
        key = default;
        context.Scratch.Clear();
        if (rule.Condition is not null && !rule.Condition.IsTrue(context))
        {
            return false;
        }

        Sample sample = default;
        context.Scratch.Clear();
        return rule.Key.TryEvaluate(context, ref sample)
            && context.Scratch.TryTake(rule.Table.Plan.KeyBytes, out key)
            && StickKeys.TryMake(rule.Table.Plan.KeyType, ref sample, context.Scratch, key);
    }

    /// <summary>CFG 4.2 stick: of several rules for one table the first that has a key counts.</summary>
    private bool HasStore(StickTableShared table) => Array.IndexOf(_tables, table, 0, _count) >= 0;

    private void Remember(StickTableShared table, ReadOnlySpan<byte> key)
    {
        if (_count < StoresMax && exchange.Arena.TryKeep(key, out ArenaSlice kept))
        {
            _tables[_count] = table;
            _keys[_count++] = kept;
        }
    }

    /// <summary>By what machines call it in common, else by number.</summary>
    private ServerState? Look(StickTableShared table, ReadOnlySpan<byte> key)
    {
        long nowMs = exchange.Place.Loop.Clock.NowMs;
        long name;
        long id;
        using (StickLease lease = table.Find(key, nowMs))
        {
            if (!lease.IsFound)
            {
                return null;
            }

            name = lease.Read(table.Plan.CellOf(StickDataType.ServerKey), nowMs);
            id = lease.Read(table.Plan.CellOf(StickDataType.ServerId), nowMs);
            lease.Touch(nowMs);
        }

        ServerState? byId = null;
        foreach (ServerState server in exchange.Backend!.State.Servers)
        {
            if (name != 0 && server.StickName(table) == name)
            {
                return server;
            }

            byId = server.Plan.Id == id ? server : byId;
        }

        return byId;
    }

    private void Keep(StickTableShared table, ReadOnlySpan<byte> key, ServerState server)
    {
        long nowMs = exchange.Place.Loop.Clock.NowMs;
        using StickLease lease = table.FindOrAdd(key, nowMs);
        if (lease.IsFound)
        {
            lease.Set(table.Plan.CellOf(StickDataType.ServerId), server.Plan.Id, nowMs);
            lease.Set(table.Plan.CellOf(StickDataType.ServerKey), server.StickName(table), nowMs);
            lease.Touch(nowMs);
        }
    }
}
