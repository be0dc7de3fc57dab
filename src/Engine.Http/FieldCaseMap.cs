using System;
using System.Collections.Generic;
using System.Text;

namespace Engine.Http;

/// <summary>How the names of fields are to be written for somebody who minds their case, though nobody should (RFC 9110 section 5.1). Source: HAProxy h1-case-adjust. Immutable.</summary>
public sealed class FieldCaseMap
{
    private readonly byte[][][] _byLength;

    /// <param name="names">As they are to be written; of names that differ in case only, the last counts.</param>
    public FieldCaseMap(IReadOnlyCollection<byte[]> names)
    {
        int longest = 0;
        foreach (byte[] name in names)
        {
            longest = Math.Max(longest, name.Length);
        }

        _byLength = new byte[longest + 1][][];
        Array.Fill(_byLength, []);
        foreach (byte[] name in names)
        {
            List<byte[]> same = [.. _byLength[name.Length]];
            same.RemoveAll(known => Ascii.EqualsIgnoreCase(known, name));
            same.Add(name);
            _byLength[name.Length] = [.. same];
        }
    }

    /// <summary>Gives the fields of a whole head their case, where they stand. Its length stays.</summary>
    /// <param name="head">Start line, fields and the empty line, as <see cref="HeadWriter"/> has written them.</param>
    public void Apply(Span<byte> head)
    {
        int next = head.IndexOf((byte)'\n') + 1;
        while (next > 0 && next < head.Length)
        {
            Span<byte> line = head[next..];
            int end = line.IndexOf((byte)'\n');
            int colon = line.IndexOf((byte)':');
            if (end < 0 || colon < 0)
            {
                return;
            }

            if (colon < end)
            {
                Adjust(line[..colon]);
            }

            next += end + 1;
        }
    }

    private void Adjust(Span<byte> name)
    {
        if (name.Length >= _byLength.Length)
        {
            return;
        }

        foreach (byte[] known in _byLength[name.Length])
        {
            if (Ascii.EqualsIgnoreCase(known, name))
            {
                known.CopyTo(name);
                return;
            }
        }
    }
}
