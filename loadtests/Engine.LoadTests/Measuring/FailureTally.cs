using System.Collections.Generic;
using System.Globalization;
using Engine.Http;
using Engine.IO.Native;

namespace Engine.LoadTests.Measuring;

/// <summary>Counts failures by kind and detail. Belongs to one loop; allocates only when a new kind of failure turns up.</summary>
internal sealed class FailureTally
{
    private readonly Dictionary<(FailureKind Kind, int Detail), long> _counts = [];

    public long Total { get; private set; }

    public IReadOnlyDictionary<(FailureKind Kind, int Detail), long> Counts => _counts;

    public void Add(FailureKind kind, int detail, long count = 1)
    {
        if (count > 0)
        {
            _counts[(kind, detail)] = _counts.GetValueOrDefault((kind, detail)) + count;
            Total += count;
        }
    }

    public void Add(FailureTally other)
    {
        foreach (((FailureKind kind, int detail), long count) in other._counts)
        {
            Add(kind, detail, count);
        }
    }

    /// <summary>A kind in words, as it stands in reports.</summary>
    public static string NameOf(FailureKind kind) => kind switch
    {
        FailureKind.Connect => "no connection",
        FailureKind.Timeout => "timed out",
        FailureKind.Reset => "connection reset",
        FailureKind.Closed => "closed without an answer",
        FailureKind.Truncated => "answer cut short",
        FailureKind.Invalid => "invalid answer",
        FailureKind.Surplus => "more than was asked for",
        FailureKind.Status => "wrong status",
        FailureKind.Length => "wrong length",
        _ => "not sent in time",
    };

    /// <summary>The detail of a kind in words; empty when it has none.</summary>
    public static string DetailOf(FailureKind kind, int detail) => kind switch
    {
        FailureKind.Connect => detail switch
        {
            Errno.ECONNREFUSED => "refused",
            Errno.ECANCELED or Errno.ETIMEDOUT => "timed out",
            Errno.ECONNRESET => "reset",
            Errno.EADDRNOTAVAIL => "no local port left",
            Errno.EMFILE or Errno.ENFILE => "no descriptor left",
            Errno.EHOSTUNREACH or Errno.ENETUNREACH => "unreachable",
            _ => "errno " + detail.ToString(CultureInfo.InvariantCulture),
        },
        FailureKind.Status => detail.ToString(CultureInfo.InvariantCulture),
        FailureKind.Invalid => HttpFaults.Of((HttpFault)detail).Text,
        _ => "",
    };
}
