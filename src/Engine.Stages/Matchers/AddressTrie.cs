using System;
using System.Collections.Generic;
using System.Threading;
using Engine.Proxy.Conditions;

namespace Engine.Stages.Matchers;

/// <summary>
/// Networks by prefix, as a binary tree without nodes that have one child and no entry: a look-up visits at most as many nodes as
/// networks contain one another, 128 at the very most. Any thread looks up without a lock while one adds or removes: every change
/// that a reader can see is the write of one reference.
/// </summary>
internal sealed class AddressTrie
{
    private const int Width = 128;

    private Node? _root;

    /// <summary>The entry of the longest prefix of the address.</summary>
    internal PatternEntry? Find(UInt128 address)
    {
        PatternEntry? longest = null;
        Node? node = Volatile.Read(ref _root);
        while (node is not null && ((address ^ node.Prefix) & MaskOf(node.Bits)) == 0)
        {
            longest = Volatile.Read(ref node.Entry) ?? longest;
            if (node.Bits == Width)
            {
                break;
            }

            node = Volatile.Read(ref node.ChildOf(address));
        }

        return longest;
    }

    /// <param name="prefix">Bits behind the first <paramref name="bits"/> are zero.</param>
    internal void Add(UInt128 prefix, int bits, PatternEntry entry)
    {
        ref Node? link = ref _root;
        while (link is { } node)
        {
            int common = Math.Min(Math.Min(bits, node.Bits), (int)UInt128.LeadingZeroCount(prefix ^ node.Prefix));
            if (common < node.Bits)
            {
                Volatile.Write(ref link, Parent(node, common, new Node(prefix, bits) { Entry = entry }));
                return;
            }

            if (common == bits)
            {
                Keep(node, entry);
                return;
            }

            link = ref node.ChildOf(prefix);
        }

        Volatile.Write(ref link, new Node(prefix, bits) { Entry = entry });
    }

    internal void Remove(UInt128 prefix, int bits, PatternEntry entry)
    {
        Node? root = Without(_root, prefix, bits, entry);
        Volatile.Write(ref _root, root);
    }

    private static UInt128 MaskOf(int bits) => bits == 0 ? UInt128.Zero : UInt128.MaxValue << (Width - bits);

    /// <summary>What stands above both: the new node itself when it contains the old one, else a branch.</summary>
    private static Node Parent(Node old, int common, Node added)
    {
        Node parent = added.Bits == common ? added : new Node(added.Prefix & MaskOf(common), common);
        parent.ChildOf(old.Prefix) = old;
        if (!ReferenceEquals(parent, added))
        {
            parent.ChildOf(added.Prefix) = added;
        }

        return parent;
    }

    private static void Keep(Node node, PatternEntry entry)
    {
        if (node.Entry is null)
        {
            Volatile.Write(ref node.Entry, entry);
        }
        else
        {
            (node.Later ??= []).Add(entry);
        }
    }

    /// <summary>What takes the place of a node once the entry is gone.</summary>
    private static Node? Without(Node? node, UInt128 prefix, int bits, PatternEntry entry)
    {
        if (node is null || bits < node.Bits)
        {
            return node;
        }

        if (node.Bits < bits)
        {
            ref Node? child = ref node.ChildOf(prefix);
            Volatile.Write(ref child, Without(child, prefix, bits, entry));
        }
        else if (node.Prefix == prefix)
        {
            Drop(node, entry);
        }

        if (node.Entry is not null || (node.Zero is not null && node.One is not null))
        {
            return node;
        }

        return node.Zero ?? node.One;
    }

    private static void Drop(Node node, PatternEntry entry)
    {
        if (!ReferenceEquals(node.Entry, entry))
        {
            node.Later?.Remove(entry);
            return;
        }

        PatternEntry? next = node.Later is { Count: > 0 } later ? later[0] : null;
        Volatile.Write(ref node.Entry, next);
        if (next is not null)
        {
            node.Later!.RemoveAt(0);
        }
    }

    private sealed class Node(UInt128 prefix, int bits)
    {
        public readonly UInt128 Prefix = prefix;
        public readonly int Bits = bits;
        public Node? Zero;
        public Node? One;

        /// <summary>The earliest of this network; null in a branch.</summary>
        public PatternEntry? Entry;

        /// <summary>Further entries of this network, in order; the writer's only.</summary>
        public List<PatternEntry>? Later;

        /// <summary>Where an address below this node goes on; not for a whole address.</summary>
        public ref Node? ChildOf(UInt128 address)
        {
            if ((address >> (Width - 1 - Bits) & UInt128.One) == UInt128.Zero)
            {
                return ref Zero;
            }

            return ref One;
        }
    }
}
