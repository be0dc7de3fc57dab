using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using Engine.IO.Tls;

namespace Engine.Proxy.Tls;

/// <summary>
/// TLS of one bind line. Sessions are made of whatever stands here at that moment; certificates and lists are replaced as a whole,
/// by any thread, while loops read without locks.
/// </summary>
public sealed class TlsListenerShared
{
    private readonly Lock _changes = new();
    private readonly TlsIdentitiesShared _identities;
    private readonly TicketKeysShared _keys;
    private readonly bool _strict;
    private TlsContext? _default;
    private List<TlsEntry> _entries = [];

    /// <summary>What contexts that were replaced had counted.</summary>
    private (long Found, long Missed) _before;

    /// <param name="strict"><c>strict-sni</c>.</param>
    /// <param name="keys">Of the process, or of <c>tls-ticket-keys</c>.</param>
    internal TlsListenerShared(bool strict, TicketKeysShared keys)
    {
        _strict = strict;
        _keys = keys;
        _identities = new TlsIdentitiesShared(strict);
    }

    /// <summary>Its certificates in order, the default first.</summary>
    public IReadOnlyList<TlsEntry> Entries
    {
        get
        {
            lock (_changes)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>Options of its bind line, for certificates that come later; null when that line alone does not say enough.</summary>
    internal TlsEntry? Basis { get; set; }

    /// <summary>The crt-lists that it reads.</summary>
    internal IReadOnlySet<string> Lists { get; init; } = new HashSet<string>();

    /// <summary>Where names lead.</summary>
    public TlsIdentitiesShared Identities => _identities;

    /// <summary>Earlier sessions that clients asked for and got, and those that were not there any more.</summary>
    public (long Found, long Missed) Resumptions
    {
        get
        {
            lock (_changes)
            {
                (long found, long missed) = _default?.Resumptions ?? default;
                return (_before.Found + found, _before.Missed + missed);
            }
        }
    }

    /// <summary>For a client that has just connected.</summary>
    internal TlsSession NewSession() => new(Volatile.Read(ref _default)!);

    /// <summary>Serves these from the next handshake on. False when one of them cannot be used: nothing has changed then.</summary>
    public bool TryReplace(IReadOnlyList<TlsEntry> entries, [NotNullWhen(false)] out string? error)
    {
        lock (_changes)
        {
            return TryReplaceLocked([.. entries], out error);
        }
    }

    private bool TryReplaceLocked(List<TlsEntry> entries, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (entries.Count == 0)
        {
            error = "a listener needs a certificate";
            return false;
        }

        List<TlsIdentity> identities = [];
        foreach (TlsEntry entry in entries)
        {
            if (!entry.TryMakeContext(out TlsContext? context, out error) || !context.TryUseTicketKeys(_keys, out error))
            {
                return false;
            }

            if (entries.Count > 1 || _strict)
            {
                context.ChooseFrom(_identities);
            }

            identities.Add(new TlsIdentity(context, entry.Names));
        }

        (long found, long missed) = _default?.Resumptions ?? default;
        _before = (_before.Found + found, _before.Missed + missed);
        _entries = entries;
        _identities.Replace(identities);
        Volatile.Write(ref _default, identities[0].Context);
        return true;
    }
}
