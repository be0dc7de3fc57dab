using System;
using Engine.IO.Addressing;

namespace Engine.Proxy.Samples;

/// <summary>
/// One value on its way through an expression. Lives on the stack; <see cref="Bytes"/> points into a message, into the plan, or
/// into the loop's <see cref="Scratch"/>, so it is good until the evaluation is over: what must last is copied.
/// </summary>
public ref struct Sample
{
    public SampleType Type { get; private set; }

    /// <summary>Of a boolean or integer.</summary>
    public long Integer { get; private set; }

    /// <summary>Of an IPv4 or IPv6 address, in host order.</summary>
    public UInt128 Address { get; private set; }

    /// <summary>Of text or binary.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>True when every value of a fetch is wanted in turn (ACLs); else a fetch with several values gives the last.</summary>
    public bool Iterates { get; init; }

    /// <summary>For fetches with several values: where the next one is looked for. 0 in front of the first.</summary>
    public int Cursor { get; set; }

    /// <summary>True when the fetch may have another value behind this one: fetch again with the same sample.</summary>
    public bool HasMore { get; set; }

    /// <summary>True when more data could still change the answer (TCP inspection): a "no" is not final then.</summary>
    public bool MayChange { get; set; }

    public readonly bool IsNone => Type == SampleType.None;

    public readonly bool IsAddress => Type is SampleType.IPv4 or SampleType.IPv6;

    public readonly bool IsBytes => Type is SampleType.Text or SampleType.Binary;

    /// <summary>No value; the cursor stays.</summary>
    public void SetNone() => Type = SampleType.None;

    public void Set(bool value)
    {
        Type = SampleType.Boolean;
        Integer = value ? 1 : 0;
    }

    public void Set(long value)
    {
        Type = SampleType.Integer;
        Integer = value;
    }

    public void SetText(ReadOnlySpan<byte> text)
    {
        Type = SampleType.Text;
        Bytes = text;
    }

    public void SetBinary(ReadOnlySpan<byte> bytes)
    {
        Type = SampleType.Binary;
        Bytes = bytes;
    }

    public void SetIPv4(uint address)
    {
        Type = SampleType.IPv4;
        Address = address;
    }

    public void SetIPv6(UInt128 address)
    {
        Type = SampleType.IPv6;
        Address = address;
    }

    /// <summary>Any value as it was kept.</summary>
    internal void Restore(SampleType type, long integer, UInt128 address, ReadOnlySpan<byte> bytes)
    {
        Type = type;
        Integer = integer;
        Address = address;
        Bytes = bytes;
    }

    /// <summary>False for what is no IP address (a unix socket); the sample has no value then.</summary>
    public bool TrySet(in EndpointAddress address)
    {
        Type = SampleType.None;
        if (!address.IsIP)
        {
            return false;
        }

        UInt128 bits = address.ToBits();
        if (address.Family == SocketFamily.IPv4)
        {
            SetIPv4((uint)bits);
        }
        else
        {
            SetIPv6(bits);
        }

        return true;
    }
}
