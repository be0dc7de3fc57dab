using System;
using System.Collections.Generic;
using System.Threading;

namespace Engine.IO.Tls;

/// <summary>
/// Which certificate a name leads to, on one listener. Read by all loops without locks; the whole table is replaced at once when
/// a certificate or list changes. Sessions under way keep what they began with.
/// </summary>
public sealed class TlsIdentitiesShared
{
    private readonly bool _strict;
    private Table _table = new([]);

    /// <param name="strict"><c>strict-sni</c>: no name or an unknown one ends the handshake.</param>
    public TlsIdentitiesShared(bool strict) => _strict = strict;

    /// <summary>The certificates as they are now, the default first.</summary>
    public IReadOnlyList<TlsIdentity> Identities => Volatile.Read(ref _table).Identities;

    /// <summary>From the next handshake on. Any thread.</summary>
    /// <param name="identities">The default is the first; with others of its bundle behind it.</param>
    public void Replace(IReadOnlyList<TlsIdentity> identities) => Volatile.Write(ref _table, new Table(identities));

    /// <summary>The context for a client; null when it is refused.</summary>
    /// <param name="known">True when its name led there.</param>
    internal TlsContext? Find(in ClientHelloView hello, out bool known)
    {
        Table table = Volatile.Read(ref _table);
        Pair? pair = table.Find(hello.ServerName);
        known = pair is not null;
        if (pair is null && _strict)
        {
            return null;
        }

        pair ??= table.Default;
        return pair.Choose(hello);
    }

    /// <summary>For tests and tools: the same by name alone, for a client that takes any key; null when no name leads anywhere.</summary>
    public TlsContext? FindByName(ReadOnlySpan<byte> name) => Volatile.Read(ref _table).Find(name)?.Any;

    /// <summary>Contexts of one name: two at most, since clients differ only in whether they take elliptic curves.</summary>
    private sealed class Pair
    {
        private TlsContext? _ecdsa;
        private TlsContext? _other;

        internal TlsContext? Any => _other ?? _ecdsa;

        internal void Add(TlsContext context)
        {
            if (context.Certificate is { IsEcdsa: true })
            {
                _ecdsa ??= context;
            }
            else
            {
                _other ??= context;
            }
        }

        /// <summary>Elliptic curves where the client takes them: they cost a fraction of RSA.</summary>
        internal TlsContext? Choose(in ClientHelloView hello) =>
            _ecdsa is null || _other is null ? Any : hello.TakesEcdsa ? _ecdsa : _other;
    }

    private sealed class Table
    {
        private const int NameBytesMax = 255;

        private readonly Dictionary<string, Pair> _exact = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Pair> _wild = new(StringComparer.Ordinal);
        private readonly HashSet<string> _excluded = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Pair>.AlternateLookup<ReadOnlySpan<char>> _exactBySpan;
        private readonly Dictionary<string, Pair>.AlternateLookup<ReadOnlySpan<char>> _wildBySpan;
        private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _excludedBySpan;

        internal Table(IReadOnlyList<TlsIdentity> identities)
        {
            Identities = identities;
            foreach (TlsIdentity identity in identities)
            {
                foreach (string name in identity.Names)
                {
                    AddName(name, identity.Context);
                }
            }

            if (identities.Count > 0)
            {
                AddDefaults(identities);
            }

            _exactBySpan = _exact.GetAlternateLookup<ReadOnlySpan<char>>();
            _wildBySpan = _wild.GetAlternateLookup<ReadOnlySpan<char>>();
            _excludedBySpan = _excluded.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        internal IReadOnlyList<TlsIdentity> Identities { get; }

        internal Pair Default { get; } = new();

        /// <summary>The name itself, else the wildcard for its first label (RFC 6125 section 6.4.3: a wildcard is one label).</summary>
        internal Pair? Find(ReadOnlySpan<byte> name)
        {
            if (name.Length is 0 or > NameBytesMax)
            {
                return null;
            }

            Span<char> text = stackalloc char[NameBytesMax];
            for (int i = 0; i < name.Length; i++)
            {
                text[i] = (char)(name[i] is >= (byte)'A' and <= (byte)'Z' ? name[i] | 0x20 : name[i]);
            }

            text = text[..name.Length];
            if (_exactBySpan.TryGetValue(text, out Pair? pair))
            {
                return pair;
            }

            int dot = text.IndexOf('.');
            bool found = dot >= 0 && _wildBySpan.TryGetValue(text[dot..], out pair) && !_excludedBySpan.Contains(text);
            return found ? pair : null;
        }

        private void AddName(string name, TlsContext context)
        {
            if (name.StartsWith('!'))
            {
                _excluded.Add(name[1..]);
                return;
            }

            bool wild = name.StartsWith("*.", StringComparison.Ordinal);
            Dictionary<string, Pair> names = wild ? _wild : _exact;
            string key = wild ? name[1..] : name;
            if (!names.TryGetValue(key, out Pair? pair))
            {
                names[key] = pair = new Pair();
            }

            pair.Add(context);
        }

        /// <summary>The first certificate, and one with another kind of key that shares its file's name (a.pem.rsa beside a.pem.ecdsa).</summary>
        private void AddDefaults(IReadOnlyList<TlsIdentity> identities)
        {
            string bundle = BundleOf(identities[0]);
            foreach (TlsIdentity identity in identities)
            {
                if (identity == identities[0] || (bundle.Length > 0 && BundleOf(identity) == bundle))
                {
                    Default.Add(identity.Context);
                }
            }
        }

        private static string BundleOf(TlsIdentity identity)
        {
            string path = identity.Context.Certificate?.Path ?? "";
            foreach (string kind in (ReadOnlySpan<string>)[".rsa", ".ecdsa", ".dsa"])
            {
                if (path.EndsWith(kind, StringComparison.Ordinal))
                {
                    return path[..^kind.Length];
                }
            }

            return "";
        }
    }
}
