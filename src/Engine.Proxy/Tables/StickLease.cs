using System;
using System.Runtime.CompilerServices;

namespace Engine.Proxy.Tables;

/// <summary>
/// An entry in hand: nobody else reads or changes it, or its stripe of the table, until this is disposed, so that nothing else is done
/// meanwhile. Not found, it holds nothing.
/// </summary>
public readonly ref struct StickLease
{
    private readonly StickTableShared? _table;
    private readonly StickStripe? _stripe;
    private readonly int _stripeIndex;
    private readonly int _id;

    /// <param name="table">Whose entry it is.</param>
    /// <param name="stripeIndex">Its stripe, whose gate has been entered.</param>
    /// <param name="id">The entry there.</param>
    internal StickLease(StickTableShared table, int stripeIndex, int id)
    {
        _table = table;
        _stripeIndex = stripeIndex;
        _stripe = table.StripeAt(stripeIndex);
        _id = id;
    }

    /// <summary>False: there is no entry, and nothing else here may be used.</summary>
    public bool IsFound => _stripe is not null;

    /// <summary>A number that no other entry of the table has while this one is there.</summary>
    public ulong Number => ((ulong)(uint)_stripeIndex << 32) | (uint)_id;

    public ReadOnlySpan<byte> Key => _stripe!.Key(_id);

    /// <summary>Connections and exchanges that track it.</summary>
    public int Trackers => _stripe!.Header(_id).References;

    /// <summary>Number of its last change here, of a table that peers share.</summary>
    internal long UpdateId => _stripe!.SharedHeader(_id).UpdateId;

    /// <summary>ms until it expires; 0 in a table whose entries do not.</summary>
    public long ExpiresInMs(long nowMs) => _table!.Plan.ExpireMs == 0 ? 0 : Math.Max(0, _stripe!.Header(_id).ExpireMs - nowMs);

    /// <summary>ms since it was used; 0 in a table whose entries do not expire.</summary>
    public long IdleMs(long nowMs) => _table!.Plan.ExpireMs == 0 ? 0 : Math.Max(0, _table.Plan.ExpireMs - ExpiresInMs(nowMs));

    /// <summary>A counter, a tag, the number of a server; of a rate the events per period as of now.</summary>
    public long Read(in StickCell cell, long nowMs)
    {
        ref byte place = ref Place(cell);
        return cell.Kind switch
        {
            StickValueKind.Rate => FrequencyCounter.At(ref place).PerPeriod(nowMs, cell.PeriodMs),
            StickValueKind.Long => Unsafe.ReadUnaligned<long>(ref place),
            StickValueKind.Signed => Unsafe.ReadUnaligned<int>(ref place),
            _ => Unsafe.ReadUnaligned<uint>(ref place),
        };
    }

    /// <summary>Counts; a rate takes it as events of now.</summary>
    public void Add(in StickCell cell, long amount, long nowMs)
    {
        ref byte place = ref Place(cell);
        switch (cell.Kind)
        {
            case StickValueKind.None:
                break;
            case StickValueKind.Rate:
                FrequencyCounter.At(ref place).Add(nowMs, cell.PeriodMs, (uint)amount);
                break;
            case StickValueKind.Long:
                Unsafe.WriteUnaligned(ref place, Unsafe.ReadUnaligned<long>(ref place) + amount);
                break;
            default:
                Unsafe.WriteUnaligned(ref place, Unsafe.ReadUnaligned<uint>(ref place) + (uint)amount);
                break;
        }
    }

    /// <summary>Sets it; a rate begins anew with that many events.</summary>
    public void Set(in StickCell cell, long value, long nowMs)
    {
        ref byte place = ref Place(cell);
        switch (cell.Kind)
        {
            case StickValueKind.None:
                break;
            case StickValueKind.Rate:
                FrequencyCounter.At(ref place) = FrequencyCounter.From(nowMs, 0, (uint)value, 0);
                break;
            case StickValueKind.Long:
                Unsafe.WriteUnaligned(ref place, value);
                break;
            default:
                Unsafe.WriteUnaligned(ref place, (uint)value);
                break;
        }
    }

    /// <summary>A rate as it lies there.</summary>
    public ref FrequencyCounter Rate(in StickCell cell) => ref FrequencyCounter.At(ref Place(cell));

    /// <summary>It was used or changed here and now: it lives on, and peers hear of it.</summary>
    public void Touch(long nowMs)
    {
        _stripe!.Renew(_id, _table!.ExpireAt(nowMs));
        _table.OnLocalChange(_stripe, _id);
    }

    /// <summary>Another machine says that it was used: it lives on as long as that one gives it.</summary>
    internal void TouchLearned(long expireMs) => _stripe!.Renew(_id, expireMs);

    /// <summary>One tracker more: the entry stays until <see cref="Release"/>.</summary>
    internal StickSlot Hold()
    {
        _stripe!.Header(_id).References++;
        return new StickSlot(_table, _stripeIndex, _id);
    }

    internal void Release() => _stripe!.Header(_id).References--;

    /// <summary>False when it is tracked. Nothing here may be used afterwards but <see cref="Dispose"/>.</summary>
    public bool TryRemove()
    {
        if (Trackers > 0)
        {
            return false;
        }

        _stripe!.Remove(_id);
        _table!.OnRemoved();
        return true;
    }

    public void Dispose() => _stripe?.Gate.Exit();

    private ref byte Place(in StickCell cell) => ref Unsafe.Add(ref _stripe!.Record(_id), cell.Offset);
}
