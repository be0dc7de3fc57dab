using Engine.IO.DomainNames;

namespace Engine.Proxy.Resolving;

/// <summary>What was asked of a name server, and what became of it. On the loop that resolves.</summary>
internal sealed class NameserverCounters
{
    /// <summary>Questions sent.</summary>
    internal long Sent { get; set; }

    /// <summary>Questions that could not be sent.</summary>
    internal long SendErrors { get; set; }

    /// <summary>Answers with records.</summary>
    internal long Valid { get; private set; }

    /// <summary>Answers after which a server was somewhere else.</summary>
    internal long Updates { get; set; }

    internal long NoName { get; private set; }

    internal long Refused { get; private set; }

    internal long Other { get; private set; }

    internal long Truncated { get; private set; }

    /// <summary>Questions that nobody answered in time.</summary>
    internal long Timeouts { get; set; }

    /// <summary>Messages that are no answer to the question that has their id.</summary>
    internal long Invalid { get; set; }

    /// <summary>Messages that came when their question was settled.</summary>
    internal long Outdated { get; set; }

    internal void Count(DnsStatus status)
    {
        switch (status)
        {
            case DnsStatus.Valid:
                Valid++;
                break;
            case DnsStatus.NoName:
                NoName++;
                break;
            case DnsStatus.Refused:
                Refused++;
                break;
            case DnsStatus.Truncated:
                Truncated++;
                break;
            default:
                Other++;
                break;
        }
    }
}
