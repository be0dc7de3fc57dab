using System;
using System.Collections.Generic;
using System.Threading;
using Engine.Proxy.Conditions;

namespace Engine.Stages.Matchers;

/// <summary>
/// Byte strings and their entries. Any thread looks up without a lock while one adds or removes: every change that a reader can
/// see is the write of one reference. The hash is built byte by byte (<see cref="Step"/>), so that all prefixes of a text are looked
/// up in one pass; its seed is secret to the process.
/// </summary>
internal sealed class ByteTable
{
    private const int BucketsMin = 16;

    /// <summary>An odd number close to 2^64 divided by the golden ratio: spreads every bit of the product.</summary>
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64();

    private Node?[] _buckets = new Node?[BucketsMin];
    private LengthSet _lengths = new();
    private int _count;

    /// <summary>The hash of the empty text.</summary>
    internal static ulong Start => Seed;

    /// <summary>Longest key; -1 while there is none.</summary>
    internal int LengthMax => Volatile.Read(ref _lengths).Max;

    /// <summary>The hash of a text with one more byte.</summary>
    internal static ulong Step(ulong hash, byte next) => (hash ^ next) * Multiplier;

    internal static ulong HashOf(ReadOnlySpan<byte> text)
    {
        ulong hash = Start;
        foreach (byte character in text)
        {
            hash = Step(hash, character);
        }

        return hash;
    }

    /// <summary>False when there is certainly no key of that length.</summary>
    internal bool HasLength(int length) => Volatile.Read(ref _lengths).Has(length);

    /// <summary>The earliest entry of a key.</summary>
    internal PatternEntry? Find(ReadOnlySpan<byte> key) => HasLength(key.Length) ? Find(HashOf(key), key) : null;

    internal PatternEntry? Find(ulong hash, ReadOnlySpan<byte> key)
    {
        Node?[] buckets = Volatile.Read(ref _buckets);
        for (Node? node = Volatile.Read(ref buckets[IndexOf(hash, buckets)]); node is not null; node = Volatile.Read(ref node.Next))
        {
            if (node.Hash == hash && key.SequenceEqual(node.Key))
            {
                return Volatile.Read(ref node.Entry);
            }
        }

        return null;
    }

    internal void Add(byte[] key, PatternEntry entry)
    {
        ulong hash = HashOf(key);
        if (NodeOf(hash, key) is { } known)
        {
            (known.Later ??= []).Add(entry);
            return;
        }

        if (_count++ >= _buckets.Length)
        {
            Grow();
        }

        ref Node? head = ref _buckets[IndexOf(hash, _buckets)];
        Volatile.Write(ref head, new Node(hash, key, entry) { Next = head });
        LengthSet lengths = _lengths;
        lengths = lengths.With(key.Length);
        Volatile.Write(ref _lengths, lengths);
    }

    internal void Remove(ReadOnlySpan<byte> key, PatternEntry entry)
    {
        ulong hash = HashOf(key);
        if (NodeOf(hash, key) is not { } node)
        {
            return;
        }

        if (!ReferenceEquals(node.Entry, entry))
        {
            node.Later?.Remove(entry);
        }
        else if (node.Later is { Count: > 0 } later)
        {
            Volatile.Write(ref node.Entry, later[0]);
            later.RemoveAt(0);
        }
        else
        {
            Unlink(node);
        }
    }

    private static int IndexOf(ulong hash, Node?[] buckets) => (int)((hash ^ (hash >> 32)) & (uint)(buckets.Length - 1));

    private Node? NodeOf(ulong hash, ReadOnlySpan<byte> key)
    {
        Node? node = _buckets[IndexOf(hash, _buckets)];
        while (node is not null && (node.Hash != hash || !key.SequenceEqual(node.Key)))
        {
            node = node.Next;
        }

        return node;
    }

    /// <summary>A reader that stands on the node goes on behind it.</summary>
    private void Unlink(Node node)
    {
        ref Node? link = ref _buckets[IndexOf(node.Hash, _buckets)];
        while (!ReferenceEquals(link, node))
        {
            link = ref link!.Next;
        }

        Volatile.Write(ref link, node.Next);
        _count--;
        Volatile.Write(ref _lengths, _lengths.Without(node.Key.Length));
    }

    /// <summary>Copies of the nodes go into the new table: readers of the old one keep their chains.</summary>
    private void Grow()
    {
        Node?[] grown = new Node?[_buckets.Length * 2];
        foreach (Node? head in _buckets)
        {
            for (Node? node = head; node is not null; node = node.Next)
            {
                ref Node? place = ref grown[IndexOf(node.Hash, grown)];
                place = new Node(node.Hash, node.Key, node.Entry) { Next = place, Later = node.Later };
            }
        }

        Volatile.Write(ref _buckets, grown);
    }

    private sealed class Node(ulong hash, byte[] key, PatternEntry entry)
    {
        public readonly ulong Hash = hash;
        public readonly byte[] Key = key;

        /// <summary>The earliest of the key.</summary>
        public PatternEntry Entry = entry;

        public Node? Next;

        /// <summary>Further entries of the key, in order; the writer's only.</summary>
        public List<PatternEntry>? Later;
    }
}
